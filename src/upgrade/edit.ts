import type { PromNode } from '../promql/ast.ts';

/** A piece of an expression, as half-open offsets, and what to write instead. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function applyEdit(expr: string, { from, to, text }: Edit): string {
  return expr.slice(0, from) + text + expr.slice(to);
}

/**
 * The instant vector that a selector makes: itself, or the function over its range. Replacing that, and not more,
 * changes nothing around it.
 * @param ancestors of the selector, outermost first
 */
export function vectorAround(selector: PromNode, ancestors: readonly PromNode[]): PromNode {
  let vector = selector;
  for (const node of ancestors.toReversed()) {
    const isRange = vector.kind === 'matrix' || vector.kind === 'subquery' || isRangeWrap(vector);
    if (node.kind === 'matrix' || (node.kind === 'wrap' && node.by !== 'unary' && node.by !== 'paren')) vector = node;
    else if (isRange && node.kind === 'call') return node;
    else break;
  }
  return vector;
}

function isRangeWrap(node: PromNode): boolean {
  return node.kind === 'wrap' && (node.of.kind === 'matrix' || node.of.kind === 'subquery' || isRangeWrap(node.of));
}

/** Text that stands for itself as an operand, whatever is around it. */
export function enclosed(text: string, vector: PromNode, ancestors: readonly PromNode[]): string {
  const parent = ancestors.findLast((node) => node.from <= vector.from && node.to >= vector.to && node !== vector);
  const isArgument = parent === undefined || parent.kind === 'call' || parent.kind === 'aggregate';
  return isArgument || (parent.kind === 'wrap' && parent.by === 'paren') ? text : `(${text})`;
}
