import type { BinaryNode, PromNode, SelectorNode } from '../../promql/ast.ts';
import { walk } from '../../promql/ast.ts';

/**
 * True when a division can only give 0 to 1: the same series summed (or counted) on both sides, above with more
 * matchers than below. `max(x) / avg(x)` and events of one kind per event of another are no shares.
 */
export function isShareOf({ left, right }: BinaryNode): boolean {
  const [above, below] = [partsOf(left), partsOf(right)];
  const [part, whole] = [above.selectors[0], below.selectors[0]];
  if (!part || !whole || above.selectors.length > 1 || below.selectors.length > 1) return false;
  const summed = above.ops === below.ops && ['', 'sum', 'count'].includes(above.ops);
  return summed && part.name === whole.name && isNarrower(part, whole);
}

/** True when both sides read one and the same metric, as `max(x) / avg(x)` does. */
export function isOfOneSeries({ left, right }: BinaryNode): boolean {
  const names = new Set([...partsOf(left).selectors, ...partsOf(right).selectors].map(({ name }) => name));
  return names.size === 1;
}

function partsOf(node: PromNode): { readonly selectors: readonly SelectorNode[]; readonly ops: string } {
  const selectors: SelectorNode[] = [];
  const ops = new Set<string>();
  walk(node, (inner) => {
    if (inner.kind === 'selector') selectors.push(inner);
    if (inner.kind === 'aggregate') ops.add(inner.op);
  });
  return { selectors, ops: [...ops].sort().join() };
}

function isNarrower(part: SelectorNode, whole: SelectorNode): boolean {
  return whole.matchers.every(({ label, op, value }) =>
    part.matchers.some((matcher) => matcher.label === label && matcher.op === op && matcher.value === value),
  );
}
