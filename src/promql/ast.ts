import type { Matcher } from '../catalog/matchers.ts';

/** Where a node stands in the expression, as half-open character offsets. */
interface Span {
  readonly from: number;
  readonly to: number;
}

export interface SelectorNode extends Span {
  readonly kind: 'selector';
  /** Undefined for `{__name__=~"..."}` and other nameless selectors. */
  readonly name?: string;
  readonly matchers: readonly (Matcher & Span)[];
}

export interface MatrixNode extends Span {
  readonly kind: 'matrix';
  readonly of: PromNode;
  /** As written: `5m`, or a Grafana variable. */
  readonly range: string;
}

export interface SubqueryNode extends Span {
  readonly kind: 'subquery';
  readonly of: PromNode;
  readonly range: string;
}

export interface CallNode extends Span {
  readonly kind: 'call';
  readonly fn: string;
  readonly args: readonly PromNode[];
}

export interface AggregateNode extends Span {
  readonly kind: 'aggregate';
  readonly op: string;
  readonly grouping?: { readonly keyword: 'by' | 'without'; readonly labels: readonly string[] } & Span;
  readonly param?: PromNode;
  readonly of: PromNode;
}

export interface BinaryNode extends Span {
  readonly kind: 'binary';
  readonly op: string;
  readonly bool: boolean;
  readonly left: PromNode;
  readonly right: PromNode;
  readonly matching?: { readonly keyword: 'on' | 'ignoring'; readonly labels: readonly string[] };
  readonly group?: { readonly side: 'left' | 'right'; readonly labels: readonly string[] };
}

/** `offset`, `@`, parentheses and unary minus change no labels: they keep only what they wrap. */
export interface WrapNode extends Span {
  readonly kind: 'wrap';
  readonly by: 'paren' | 'offset' | 'at' | 'unary';
  readonly of: PromNode;
}

export interface LiteralNode extends Span {
  readonly kind: 'number' | 'string';
  readonly text: string;
}

export type PromNode =
  | SelectorNode
  | MatrixNode
  | SubqueryNode
  | CallNode
  | AggregateNode
  | BinaryNode
  | WrapNode
  | LiteralNode;

/** Operators that compare: without `bool` they filter, and keep the left side's labels. */
export const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '>', '<', '>=', '<=']);
export const SET_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

/** The operands and arguments of a node, left to right. */
export function childrenOf(node: PromNode): readonly PromNode[] {
  switch (node.kind) {
    case 'selector':
    case 'number':
    case 'string':
      return [];
    case 'call':
      return node.args;
    case 'aggregate':
      return node.param ? [node.param, node.of] : [node.of];
    case 'binary':
      return [node.left, node.right];
    default:
      return [node.of];
  }
}

/** Calls `visit` for every node, parents before children, with the path of ancestors, nearest last. */
export function walk(
  node: PromNode,
  visit: (node: PromNode, ancestors: readonly PromNode[]) => void,
  ancestors: readonly PromNode[] = [],
): void {
  visit(node, ancestors);
  const path = [...ancestors, node];
  for (const child of childrenOf(node)) walk(child, visit, path);
}

/** The node under parentheses, offsets and signs. */
export function unwrap(node: PromNode): PromNode {
  return node.kind === 'wrap' ? unwrap(node.of) : node;
}
