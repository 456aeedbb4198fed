import { describe, expect, it } from 'vitest';
import { queryChecks } from '../../../src/checks/queries.ts';
import { lint } from '../../support/lint.ts';
import { boardsAndAlerts } from './corpus/boards-and-alerts.ts';
import { chartBoards } from './corpus/chart-boards.ts';
import { deadQueries } from './corpus/dead-queries.ts';
import { docErrors } from './corpus/doc-errors.ts';
import { namesAndValues } from './corpus/names-and-values.ts';
import { publicAlerts } from './corpus/public-alerts.ts';
import { publicRules } from './corpus/public-rules.ts';
import { ratesAndQuantiles } from './corpus/rates-and-quantiles.ts';
import { sumsAndRatios } from './corpus/sums-and-ratios.ts';

const corpus = [
  ['dead queries of public boards', deadQueries],
  ['labels and names the documentation has wrong', docErrors],
  ['mistakes of public rules', publicRules],
  ['defects of the boards in the chart', chartBoards],
  ['defects of public alerts', publicAlerts],
  ['names, labels and values that are not there', namesAndValues],
  ['counters, windows and buckets read the wrong way', ratesAndQuantiles],
  ['things added or divided that do not fit together', sumsAndRatios],
  ['mistakes about the board or rule a query stands in', boardsAndAlerts],
] as const;

describe.each(corpus)('%s', (_, rows) => {
  it.each(rows.map(([name, ...rest]) => ({ name, rest })))('$name', ({ rest: [expr, code, names, options] }) => {
    const found = lint(expr, { ...options, checks: queryChecks });
    expect(found.map((problem) => `${problem.code}: ${problem.message}`)).toContainEqual(
      expect.stringMatching(new RegExp(`^${code}: .*${literal(names)}`)),
    );
  });
});

describe('the corpus', () => {
  it('proves every check of queries by a mistake it finds', () => {
    const proven = new Set(corpus.flatMap(([, rows]) => rows.map(([, , code]) => code)));
    expect(queryChecks.map(({ code }) => code).filter((code) => !proven.has(code))).toEqual([]);
  });
});

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
