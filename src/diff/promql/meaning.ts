import type { Matcher } from '../../catalog/matchers.ts';
import type { BinaryNode, PromNode, SelectorNode, SubqueryNode, WrapNode } from '../../promql/ast.ts';

const known = new WeakMap<PromNode, string>();

/**
 * One text for all spellings of the same query: without blanks, needless parentheses, and the order of matchers, labels
 * and plain alternatives. @param expr the text the node was parsed from
 */
export function meaningOf(node: PromNode, expr: string): string {
  let text = known.get(node);
  if (text === undefined) {
    text = fresh(node, expr);
    known.set(node, text);
  }
  return text;
}

function fresh(node: PromNode, expr: string): string {
  const of = (inner: PromNode) => meaningOf(inner, expr);
  switch (node.kind) {
    case 'selector':
      return `${metricOf(node, expr)}{${node.matchers.map(matcherText).sort().join(',')}}`;
    case 'matrix':
      return `${of(node.of)}[${node.range}]`;
    case 'subquery':
      return `(${of(node.of)})[${windowOf(node, expr)}]`;
    case 'call':
      return `${node.fn}(${node.args.map(of).join(',')})`;
    case 'aggregate': {
      const { grouping, param } = node;
      const by = grouping ? ` ${grouping.keyword}(${[...grouping.labels].sort().join(',')})` : '';
      return `${node.op}${by}(${param ? `${of(param)},` : ''}${of(node.of)})`;
    }
    case 'binary':
      return `(${of(node.left)} ${operatorOf(node)} ${of(node.right)})`;
    case 'wrap':
      return node.by === 'paren' ? of(node.of) : `(${modifierOf(node, expr)} ${of(node.of)})`;
    case 'number':
      return Number.isNaN(Number(node.text)) ? node.text : String(Number(node.text));
    default:
      return JSON.stringify(node.text);
  }
}

/** Name of a selector; one that a Grafana variable makes is that variable. */
export function metricOf({ name, from, matchers, to }: SelectorNode, expr: string): string {
  return name ?? expr.slice(from, matchers[0]?.from ?? to).replace(/[\s{}]*$/, '');
}

/** `label="value"`, its alternatives in order. */
export function matcherText({ label, op, value }: Matcher): string {
  return `${label}${op}${JSON.stringify((alternativesOf({ label, op, value }) ?? [value]).toSorted().join('|'))}`;
}

/** The values of a regular expression that is nothing but alternatives; undefined for any other matcher. */
export function alternativesOf({ op, value }: Matcher): readonly string[] | undefined {
  if (op !== '=~' && op !== '!~') return undefined;
  const plain = value.replaceAll(/\\./g, '');
  return /[()[\]{}*+?^]/.test(plain) ? undefined : value.split('|');
}

/** Range and step of a subquery: `1h:5m`. */
export function windowOf(node: SubqueryNode, expr: string): string {
  const after = expr.slice(node.of.to, node.to);
  return after.slice(after.indexOf('[') + 1, after.indexOf(']')).replace(/\s/g, '');
}

/** Operator with all its modifiers, labels in order: `/ on (a, b) group_left (c)`. */
export function operatorOf(node: BinaryNode): string {
  const { op, bool, matching, group } = node;
  const labels = (list: readonly string[]) => `(${[...list].sort().join(', ')})`;
  return [
    op,
    ...(bool ? ['bool'] : []),
    ...(matching ? [`${matching.keyword} ${labels(matching.labels)}`] : []),
    ...(group ? [`group_${group.side} ${labels(group.labels)}`] : []),
  ].join(' ');
}

/** What stands around a wrapped operand: `offset 1d`, `@ end()`, `-`. */
export function modifierOf(node: WrapNode, expr: string): string {
  return `${expr.slice(node.from, node.of.from)}${expr.slice(node.of.to, node.to)}`.replace(/\s+/g, ' ').trim();
}
