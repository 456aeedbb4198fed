import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import type { Matcher, MatchOp } from '../catalog/matchers.ts';
import type { AggregateNode, BinaryNode, PromNode, SelectorNode } from './ast.ts';
import type { VariableUse } from './grafana.ts';
import { expandVariables } from './grafana.ts';

export interface SyntaxFault {
  readonly from: number;
  readonly to: number;
  /** The text at which the grammar gave up; empty at the end of the expression. */
  readonly near: string;
}

/** A parsed expression: its tree, or where it stopped being PromQL. */
export interface Parsed {
  readonly expr: string;
  readonly variables: readonly VariableUse[];
  readonly root?: PromNode;
  readonly fault?: SyntaxFault;
}

const cache = new Map<string, Parsed>();

/**
 * Parses PromQL with Prometheus' own Lezer grammar, Grafana variables allowed. Positions count characters of `expr`.
 * Never throws: what is no PromQL has a `fault`. Results are shared, so treat them as frozen.
 */
export function parsePromql(expr: string): Parsed {
  const known = cache.get(expr);
  if (known) return known;
  const parsed = parseFresh(expr);
  cache.set(expr, parsed);
  return parsed;
}

/** The same without the cache, for measuring. */
export function parseFresh(expr: string): Parsed {
  const { text, variables } = expandVariables(expr);
  const first = parseStrictly(text);
  if (!first) return { expr, variables, fault: findFault(text) };
  return { expr, variables, root: convert(first, expr, text) };
}

const strict = parser.configure({ strict: true });

/** Fails at the first error instead of recovering, so that what is right needs no second walk to look for errors. */
function parseStrictly(text: string): SyntaxNode | null {
  try {
    return strict.parse(text).topNode.firstChild;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Where the recovering parser first had to guess. */
function findFault(text: string): SyntaxFault {
  const cursor = parser.parse(text).cursor();
  do {
    if (cursor.type.isError) {
      const { from } = cursor;
      const to = Math.max(cursor.to, Math.min(from + 12, text.length));
      return { from, to: cursor.to, near: text.slice(from, to) };
    }
  } while (cursor.next());
  return { from: 0, to: text.length, near: '' };
}

/** Lezer's tree to ours. `expr` is what the author wrote, `text` what was parsed: same length, variables replaced. */
function convert(node: SyntaxNode, expr: string, text: string): PromNode {
  const span = { from: node.from, to: node.to };
  const written = (part: SyntaxNode | null) => (part ? expr.slice(part.from, part.to).trim() : '');
  const operands = () => children(node).filter((child) => OPERANDS.has(child.name));
  const only = () => convertOperand(operands()[0], node, expr, text);
  switch (node.name) {
    case 'VectorSelector':
      return selector(node, expr);
    case 'MatrixSelector':
      return { kind: 'matrix', ...span, of: only(), range: rangeText(node, expr) };
    case 'SubqueryExpr':
      return { kind: 'subquery', ...span, of: only(), range: rangeText(node, expr) };
    case 'AggregateExpr':
      return aggregate(node, expr, text);
    case 'BinaryExpr':
      return binary(node, expr, text);
    case 'FunctionCall': {
      const body = node.getChild('FunctionCallBody');
      const args = body ? children(body).filter((child) => OPERANDS.has(child.name)) : [];
      return { kind: 'call', ...span, fn: written(node.firstChild), args: args.map((arg) => convert(arg, expr, text)) };
    }
    case 'ParenExpr':
      return { kind: 'wrap', by: 'paren', ...span, of: only() };
    case 'OffsetExpr':
      return { kind: 'wrap', by: 'offset', ...span, of: only() };
    case 'StepInvariantExpr':
      return { kind: 'wrap', by: 'at', ...span, of: only() };
    case 'UnaryExpr':
      return { kind: 'wrap', by: 'unary', ...span, of: only() };
    case 'StringLiteral':
      return { kind: 'string', ...span, text: unquote(written(node)) };
    default:
      return { kind: 'number', ...span, text: written(node) };
  }
}

const OPERANDS = new Set([
  'VectorSelector',
  'MatrixSelector',
  'SubqueryExpr',
  'AggregateExpr',
  'BinaryExpr',
  'FunctionCall',
  'ParenExpr',
  'OffsetExpr',
  'StepInvariantExpr',
  'UnaryExpr',
  'StringLiteral',
  'NumberDurationLiteral',
]);

function convertOperand(operand: SyntaxNode | undefined, node: SyntaxNode, expr: string, text: string): PromNode {
  return operand
    ? convert(operand, expr, text)
    : { kind: 'number', from: node.from, to: node.to, text: expr.slice(node.from, node.to) };
}

function selector(node: SyntaxNode, expr: string): SelectorNode {
  const name = node.getChild('Identifier');
  const quoted = node.getChild('LabelMatchers')?.getChild('QuotedLabelName');
  const matchers = children(node.getChild('LabelMatchers'))
    .filter((child) => child.name.endsWith('LabelMatcher'))
    .map((child): Matcher & { from: number; to: number } => {
      const [label, op, value] = children(child).map((part) => expr.slice(part.from, part.to));
      const bare = label?.startsWith('"') ? unquote(label) : (label ?? '');
      return { label: bare, op: (op ?? '=') as MatchOp, value: unquote(value ?? ''), from: child.from, to: child.to };
    });
  const written = name ? expr.slice(name.from, name.to) : quoted && unquote(expr.slice(quoted.from, quoted.to));
  const byLabel = matchers.find(({ label, op }) => label === '__name__' && op === '=')?.value;
  const metric = /[$[]/.test(written ?? '') ? undefined : (written ?? byLabel);
  return { kind: 'selector', from: node.from, to: node.to, ...(metric ? { name: metric } : {}), matchers };
}

function aggregate(node: SyntaxNode, expr: string, text: string): AggregateNode {
  const modifier = node.getChild('AggregateModifier');
  const operands = children(node.getChild('FunctionCallBody')).filter((child) => OPERANDS.has(child.name));
  const converted = operands.map((operand) => convert(operand, expr, text));
  const of = converted.at(-1) ?? convertOperand(undefined, node, expr, text);
  const [param] = converted;
  return {
    kind: 'aggregate',
    from: node.from,
    to: node.to,
    op: text.slice(node.firstChild?.from, node.firstChild?.to).toLowerCase(),
    ...(modifier
      ? {
          grouping: {
            keyword: modifier.getChild('By') ? 'by' : 'without',
            labels: groupingLabels(modifier.getChild('GroupingLabels'), expr),
            from: modifier.from,
            to: modifier.to,
          },
        }
      : {}),
    ...(converted.length > 1 && param ? { param } : {}),
    of,
  };
}

function binary(node: SyntaxNode, expr: string, text: string): BinaryNode {
  const [left, right] = children(node).filter((child) => OPERANDS.has(child.name));
  const clause = node.getChild('MatchingModifierClause');
  const operator = left
    ? text
        .slice(left.to, right?.from)
        .trim()
        .match(/^(?:[a-z]+|[=!<>]=?|[-+*/%^]|==)/i)?.[0]
    : '';
  const lists = clause?.getChildren('GroupingLabels') ?? [];
  const keyword = clause?.getChild('On') ? 'on' : clause?.getChild('Ignoring') ? 'ignoring' : undefined;
  const side = clause?.getChild('GroupLeft') ? 'left' : clause?.getChild('GroupRight') ? 'right' : undefined;
  return {
    kind: 'binary',
    from: node.from,
    to: node.to,
    op: (operator ?? '').toLowerCase(),
    bool: node.getChild('BoolModifier') !== null,
    left: convertOperand(left, node, expr, text),
    right: convertOperand(right, node, expr, text),
    ...(keyword ? { matching: { keyword, labels: groupingLabels(lists[0] ?? null, expr) } } : {}),
    ...(side ? { group: { side, labels: groupingLabels(lists[keyword ? 1 : 0] ?? null, expr) } } : {}),
  };
}

function groupingLabels(node: SyntaxNode | null, expr: string): readonly string[] {
  return children(node).map((label) => expr.slice(label.from, label.to));
}

function rangeText(node: SyntaxNode, expr: string): string {
  const duration = children(node).find((child) => child.name.includes('Duration'));
  return duration
    ? (expr
        .slice(duration.from, expr.indexOf(']', duration.from))
        .split(/:(?!\w*\})/)[0]
        ?.trim() ?? '')
    : '';
}

function children(node: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) found.push(child);
  return found;
}

function unquote(literal: string): string {
  if (literal.startsWith('`')) return literal.slice(1, -1);
  return literal.slice(1, -1).replace(/\\(.)/g, (_, char: string) => ({ n: '\n', t: '\t' })[char] ?? char);
}
