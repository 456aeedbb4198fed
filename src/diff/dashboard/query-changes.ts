import { UNBOUNDED } from '../../catalog/unbounded.ts';
import type { JsonObject } from '../../model/dashboard.ts';
import { listOf } from '../../model/json.ts';
import { isBounded } from '../../promql/bounded.ts';
import { labelsOfResult } from '../../promql/labels.ts';
import { parsePromql } from '../../promql/parse.ts';
import type { Change } from '../change.ts';
import { became } from '../change.ts';
import { objectChanges } from '../object-changes.ts';
import { pairInPasses } from '../pairing.ts';
import { promqlChanges } from '../promql/compare.ts';

/** `query` is its letter, where the panel has several. */
type Told = Omit<Change, 'subject'> & { readonly query?: string };
type Pair = readonly [JsonObject, JsonObject];

/** Queries of a panel that came, went or changed. */
export function queryChanges(before: JsonObject, after: JsonObject): readonly Told[] {
  const [old, now] = [listOf(before['targets']), listOf(after['targets'])];
  const pairs = paired(old, now);
  const matched = new Set(pairs.flat());
  const many = old.length > 1 || now.length > 1;
  return [
    ...old.filter((query) => !matched.has(query)).map((query) => come(query, 'removed', many)),
    ...now.filter((query) => !matched.has(query)).map((query) => come(query, 'added', many)),
    ...pairs.flatMap(([a, b]) =>
      targetChanges(a, b).map((change) => ({ ...change, ...(many ? { query: nameOf(b) } : {}) })),
    ),
  ];
}

const nameOf = ({ refId }: JsonObject) => String(refId ?? '');
const textOf = ({ expr }: JsonObject) => (typeof expr === 'string' ? expr : undefined);

/** By letter where the text is the same too; then by text, since a query in front renames all that follow; then by letter. */
function paired(before: readonly JsonObject[], after: readonly JsonObject[]): readonly Pair[] {
  return pairInPasses(before, after, [
    ({ refId, expr }) => JSON.stringify([refId, expr]),
    textOf,
    ({ refId }) => JSON.stringify([refId]),
  ]);
}

function come(query: JsonObject, what: 'added' | 'removed', many: boolean): Told {
  const text = textOf(query) ?? '';
  const unbounded = what === 'added' ? unboundedIn(text) : [];
  return {
    code: `query-${what}`,
    text: `query ${many ? `${nameOf(query)} ` : ''}${what}`,
    [what === 'added' ? 'after' : 'before']: text,
    ...(unbounded.length > 0 ? { risk: unboundedRisk(unbounded) } : {}),
  };
}

function targetChanges(before: JsonObject, after: JsonObject): readonly Told[] {
  const { expr: oldExpr = '', legendFormat: oldLegend = '', refId: _, ...old } = before;
  const { expr: newExpr = '', legendFormat: newLegend = '', refId: __, ...now } = after;
  return [
    ...exprChanges(String(oldExpr), String(newExpr)),
    ...(oldLegend === newLegend ? [] : [{ code: 'query-legend', text: `legend ${became(oldLegend, newLegend)}` }]),
    ...objectChanges(old, now, ['editorMode']).map(({ text }) => ({ code: 'query-option', text })),
  ];
}

/** What changed in the words of PromQL, each with both texts. */
function exprChanges(before: string, after: string): readonly Told[] {
  const wider = unboundedIn(after).filter((label) => !unboundedIn(before).includes(label));
  return promqlChanges(before, after).map(({ text }, index) => ({
    code: 'query-expr',
    text,
    before,
    after,
    ...(index === 0 && wider.length > 0 ? { risk: unboundedRisk(wider) } : {}),
  }));
}

const unboundedRisk = (labels: readonly string[]) =>
  `a series per ${labels.join(' and ')}: thousands in a large cluster`;

function unboundedIn(expr: string): readonly string[] {
  const { root } = parsePromql(expr);
  if (!root || isBounded(root)) return [];
  const { closed, labels } = labelsOfResult(root);
  return closed ? [...labels].filter((label) => UNBOUNDED.has(label)) : [];
}
