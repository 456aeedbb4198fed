import { nearest } from '../catalog/nearest.ts';
import type { Dashboard, Variable } from '../model/dashboard.ts';
import type { Finding } from './check.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { either } from './support/words.ts';

/** Grafana's own variables (grafana.com/docs, global variables). */
const BUILT_IN: ReadonlySet<string> = new Set([
  '__rate_interval',
  '__interval',
  '__interval_ms',
  '__range',
  '__range_s',
  '__range_ms',
  '__from',
  '__to',
  '__dashboard',
  '__user',
  '__org',
  '__name',
  '__timezone',
  'timeFilter',
  '__timeFilter',
]);

export const variables = queryCheck({
  code: 'variables',
  severity: 'error',
  summary:
    'A variable the board does not have stays in the query as text, and one with several values matches nothing under `=`.',
  remediation: 'Define the variable on the board; match variables that can hold several values with `=~`.',
  *check(text, { query }, { model }) {
    if (text.parsed.variables.length === 0 || query.use === 'alerting' || query.use === 'recording') return;
    const board = model.dashboards.find(({ uid }) => query.resource === `dashboard/${uid}`);
    yield* undefinedOnes(text, board);
    if (board) yield* equated(text, board);
  },
});

function* undefinedOnes({ parsed }: QueryText, board: Dashboard | undefined): Iterable<Finding> {
  const names = board?.variables.map(({ name }) => name);
  for (const { name, from } of parsed.variables) {
    if (BUILT_IN.has(name) || names?.includes(name) || (!names && !name.startsWith('__'))) continue;
    const near = nearest(name, [...(names ?? []), ...BUILT_IN]);
    const advice = near.length > 0 ? `: did you mean ${either(near.map((one) => `$${one}`))}?` : '';
    yield { message: `no variable $${name} on this board${advice}`, place: { offset: from } };
  }
}

function* equated({ selectors }: QueryText, board: Dashboard): Iterable<Finding> {
  for (const { node } of selectors) {
    for (const { label, op, value, from } of node.matchers) {
      if (op !== '=' && op !== '!=') continue;
      const spelled = /^\$\{?(\w+)\}?$/.exec(value)?.[1];
      const several = board.variables.find((variable) => variable.name === spelled && holdsSeveral(variable));
      if (!several) continue;
      const right = op === '=' ? '=~' : '!~';
      yield {
        message: `$${several.name} can hold several values: write ${label}${right}"${value}"`,
        place: { offset: from },
      };
    }
  }
}

function holdsSeveral({ multi, includeAll }: Variable): boolean {
  return multi || includeAll;
}
