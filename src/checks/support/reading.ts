import type { CallNode, MatrixNode, PromNode } from '../../promql/ast.ts';
import { COMPARISONS, unwrap } from '../../promql/ast.ts';
import type { SelectorSubject } from '../subject.ts';

/** Functions that turn a cumulative counter into a rate or an increase, resets handled. */
export const RATES: ReadonlySet<string> = new Set(['rate', 'irate', 'increase']);

/** Calls whose answer does not depend on how far a counter has got. */
const INDIFFERENT: ReadonlySet<string> = new Set([
  ...RATES,
  'resets',
  'changes',
  'count_over_time',
  'present_over_time',
  'absent_over_time',
  'absent',
  'timestamp',
]);

/** Aggregations that only ask whether a series is there. */
const COUNTING: ReadonlySet<string> = new Set(['count', 'group']);

/** The range vector a selector stands in, and the function that reads it. */
export function rangeOver(
  ancestors: readonly PromNode[],
): { readonly matrix: MatrixNode; readonly call: CallNode | undefined } | undefined {
  const at = ancestors.findLastIndex((node) => node.kind !== 'wrap');
  const matrix = ancestors[at];
  if (matrix?.kind !== 'matrix') return undefined;
  const call = ancestors.slice(0, at).findLast((node) => node.kind !== 'wrap');
  return { matrix, call: call?.kind === 'call' ? call : undefined };
}

/** True for series that only grow while the process lives. */
export function isCumulative({ form, series }: SelectorSubject): boolean {
  if (!form || !series || READ_AS_DIFFERENCE.test(form.name)) return false;
  return form.type === 'counter' || series.suffix !== '';
}

/**
 * Policies in use are what was added less what was deleted since the agent started: these counters are read as they
 * stand (pkg/metrics/features of 1.17 to 1.20).
 */
const READ_AS_DIFFERENCE = /^cilium_feature_network_policies_\w+_total$/;

/** True when the expression uses the value of a cumulative series as it stands, without a rate. */
export function isReadRaw({ ancestors, node }: SelectorSubject): boolean {
  const path: readonly PromNode[] = [...ancestors, node];
  return !ancestors.some((ancestor, index) => {
    if (ancestor.kind === 'call') return INDIFFERENT.has(ancestor.fn);
    if (ancestor.kind === 'aggregate') return COUNTING.has(ancestor.op);
    if (ancestor.kind !== 'binary') return false;
    const child = path[index + 1];
    const other = child === ancestor.left ? ancestor.right : ancestor.left;
    const onRight = child === ancestor.right;
    if (ancestor.op === 'and' || ancestor.op === 'unless') return onRight || mentions(other, node.name);
    return ancestor.op === '*' && isZero(other);
  });
}

/** `x unless x offset 1h` asks for series that are new: the value of `x` does not matter. */
function mentions(node: PromNode, name: string | undefined): boolean {
  const inner = unwrap(node);
  return inner.kind === 'selector' && inner.name === name;
}

function isZero(node: PromNode): boolean {
  const inner = unwrap(node);
  return inner.kind === 'number' && Number(inner.text) === 0;
}

/** True when the series, or what is made of it, is compared with something else than itself. */
export function isCompared({ ancestors, node }: SelectorSubject): boolean {
  return ancestors.some((ancestor) => {
    if (ancestor.kind !== 'binary' || !COMPARISONS.has(ancestor.op)) return false;
    return !(mentions(ancestor.left, node.name) && mentions(ancestor.right, node.name));
  });
}
