import type { AggregateNode, BinaryNode, CallNode, PromNode } from './ast.ts';
import { parsePromql } from './parse.ts';

/** Columns after which a line is broken, where PromQL allows it. */
const WIDTH = 100;

/**
 * Breaks long expressions at operators and around the arguments of functions and aggregations, the way an engineer
 * would lay them out in Explore. Selectors stay whole. What is short, has a comment or is no PromQL stays as it is.
 */
export function formatPromql(expr: string): string {
  if (expr.split('\n').every((line) => line.length <= WIDTH) || /#/.test(withoutStrings(expr))) return expr;
  const { root } = parsePromql(expr);
  return root ? layOut(root, expr, '') : expr;
}

function layOut(node: PromNode, expr: string, indent: string): string {
  const flat = flatten(expr.slice(node.from, node.to));
  if (indent.length + flat.length <= WIDTH) return flat;
  switch (node.kind) {
    case 'binary':
      return layOutBinary(node, expr, indent);
    case 'aggregate':
      return layOutArguments(node, node.param ? [node.param, node.of] : [node.of], expr, indent);
    case 'call':
      return readsOneSelector(node) ? flat : layOutArguments(node, node.args, expr, indent);
    case 'wrap':
      return node.by === 'paren' ? layOutArguments(node, [node.of], expr, indent) : around(node, node.of, expr, indent);
    case 'subquery':
      return around(node, node.of, expr, indent);
    default:
      return flat;
  }
}

/** Each operator begins a line of its own; its modifiers (`bool`, `on (...)`) stay with it. */
function layOutBinary(node: BinaryNode, expr: string, indent: string): string {
  const operator = flatten(expr.slice(node.left.to, node.right.from)).trim();
  return `${layOut(node.left, expr, indent)}\n${indent}${operator} ${layOut(node.right, expr, indent)}`;
}

/** `head(`, the arguments a line each, `)` and what follows it, such as a grouping at the end. */
function layOutArguments(
  node: PromNode & (AggregateNode | CallNode | { readonly kind: 'wrap' }),
  args: readonly PromNode[],
  expr: string,
  indent: string,
): string {
  const [first, last] = [args[0], args.at(-1)];
  if (!first || !last) return flatten(expr.slice(node.from, node.to));
  const head = flatten(expr.slice(node.from, first.from)).trimEnd();
  const tail = flatten(expr.slice(last.to, node.to)).trimStart();
  const inner = `${indent}  `;
  return `${head}\n${args.map((arg) => inner + layOut(arg, expr, inner)).join(',\n')}\n${indent}${tail}`;
}

/** Keeps what stands before and after the operand: a sign, an offset, a range. */
function around(node: PromNode, of: PromNode, expr: string, indent: string): string {
  const [before, after] = [expr.slice(node.from, of.from), expr.slice(of.to, node.to)];
  return flatten(before) + layOut(of, expr, indent) + flatten(after);
}

function readsOneSelector({ args }: CallNode): boolean {
  const [only, ...others] = args;
  return others.length === 0 && (only?.kind === 'matrix' || only?.kind === 'selector');
}

const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/.source;

function withoutStrings(text: string): string {
  return text.replace(new RegExp(STRING, 'g'), '');
}

/** One line: white space outside strings becomes one blank, and none inside parentheses' edges. */
function flatten(text: string): string {
  const blanks = new RegExp(`(${STRING})|(\\()\\s+|\\s+(\\))|\\s+`, 'g');
  return text.replace(blanks, (_, literal, open, close) => literal ?? open ?? close ?? ' ');
}
