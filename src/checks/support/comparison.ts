import type { BinaryNode, PromNode } from '../../promql/ast.ts';
import { COMPARISONS, unwrap } from '../../promql/ast.ts';

/** A comparison of something with a number, the number on the right. */
export interface Comparison {
  readonly of: PromNode;
  readonly op: string;
  readonly value: number;
}

const MIRRORED: Readonly<Record<string, string>> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=' };

/** The comparison, whichever side the number is on; undefined for other operations. */
export function comparisonWithNumber({ op, left, right }: BinaryNode): Comparison | undefined {
  if (!COMPARISONS.has(op)) return undefined;
  const [before, after] = [numberOf(left), numberOf(right)];
  if (after !== undefined) return { of: left, op, value: after };
  return before === undefined ? undefined : { of: right, op: MIRRORED[op] ?? op, value: before };
}

/** The number a literal stands for; undefined for anything that is none, such as a Grafana variable. */
export function numberOf(node: PromNode): number | undefined {
  if (node.kind === 'wrap') {
    const inner = numberOf(node.of);
    return node.by === 'unary' && inner !== undefined ? -inner : inner;
  }
  const value = node.kind === 'number' ? Number(node.text) : Number.NaN;
  return Number.isNaN(value) ? undefined : value;
}

/** The condition an alert is about: the left side of `and` and `unless`, which only narrow it down. */
export function conditionOf(node: PromNode): PromNode {
  const inner = unwrap(node);
  return inner.kind === 'binary' && (inner.op === 'and' || inner.op === 'unless') ? conditionOf(inner.left) : inner;
}
