import type { PromNode } from './ast.ts';
import { unwrap } from './ast.ts';

/** Only so many series come out, whatever the labels: `topk` and its like decide. */
export function isBounded(node: PromNode): boolean {
  const inner = unwrap(node);
  if (inner.kind === 'aggregate') return ['topk', 'bottomk', 'limitk'].includes(inner.op);
  if (inner.kind === 'call') return inner.args.some(isBounded);
  if (inner.kind !== 'binary') return false;
  // set operators only take away from the left, and a pair needs both
  return inner.op === 'or'
    ? isBounded(inner.left) && isBounded(inner.right)
    : isBounded(inner.left) || isBounded(inner.right);
}
