import { describe, expect, it } from 'vitest';
import { queryChecks } from '../../../src/checks/queries.ts';
import { lint } from '../../support/lint.ts';
import { chartBoards } from './corpus/chart-boards.ts';
import { deadQueries } from './corpus/dead-queries.ts';
import { docErrors } from './corpus/doc-errors.ts';
import { publicAlerts } from './corpus/public-alerts.ts';
import { publicRules } from './corpus/public-rules.ts';

describe.each([
  ['dead queries of public boards', deadQueries],
  ['labels and names the documentation has wrong', docErrors],
  ['mistakes of public rules', publicRules],
  ['defects of the boards in the chart', chartBoards],
  ['defects of public alerts', publicAlerts],
])('%s', (_, rows) => {
  it.each(rows.map(([name, ...rest]) => ({ name, rest })))('$name', ({ rest: [expr, code, names, options] }) => {
    const found = lint(expr, { ...options, checks: queryChecks });
    expect(found.map((problem) => `${problem.code}: ${problem.message}`)).toContainEqual(
      expect.stringMatching(new RegExp(`^${code}: .*${literal(names)}`)),
    );
  });
});

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
