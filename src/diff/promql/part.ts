import type { PromNode } from '../../promql/ast.ts';
import type { Effect } from '../change.ts';
import { meaningOf } from './meaning.ts';
import type { Polarity } from './polarity.ts';

/** One difference between two queries, in words. */
export interface PromqlChange {
  readonly text: string;
  /** For the expression of an alert: what it does to when it fires, where that can be said. */
  readonly effect?: Effect;
}

/** A part of an expression, and the whole text it stands in. */
export interface Part {
  readonly node: PromNode;
  readonly expr: string;
}

export type CompareParts = (before: Part, after: Part, polarity: Polarity) => readonly PromqlChange[];

export const same = (a: Part, b: Part): boolean => meaningOf(a.node, a.expr) === meaningOf(b.node, b.expr);
export const textOf = ({ node, expr }: Part): string => expr.slice(node.from, node.to).replace(/\s+/g, ' ');
