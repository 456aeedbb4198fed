import type { AggregateNode, BinaryNode, CallNode, PromNode } from '../../promql/ast.ts';
import { COMPARISONS, childrenOf } from '../../promql/ast.ts';
import { parseDuration } from '../../promql/duration.ts';
import { isScalar } from '../../promql/labels.ts';
import { parsePromql } from '../../promql/parse.ts';
import type { Effect } from '../change.ts';
import { chainChanges, isChain } from './chain.ts';
import { modifierOf, operatorOf, windowOf } from './meaning.ts';
import type { Part, PromqlChange } from './part.ts';
import { same, textOf } from './part.ts';
import type { Polarity, Sign } from './polarity.ts';
import { aggregated, argument, effectOf, operands, opposite, ROOT, UNKNOWN } from './polarity.ts';
import { selectorChanges } from './selector-changes.ts';

const REWRITTEN = 'rewritten';

/**
 * How two expressions differ by their syntax trees; nothing when they mean the same in another spelling.
 * An expression that is no PromQL is compared as text.
 */
export function promqlChanges(before: string, after: string): readonly PromqlChange[] {
  if (before === after) return [];
  const [a, b] = [parsePromql(before).root, parsePromql(after).root];
  if (!a || !b) return before.replace(/\s+/g, '') === after.replace(/\s+/g, '') ? [] : [{ text: 'text changed' }];
  const found = compareParts({ node: a, expr: before }, { node: b, expr: after }, ROOT);
  // half a sentence about each side of something new helps nobody
  return found.length > 2 && found.some(({ text }) => text === REWRITTEN) ? [{ text: REWRITTEN }] : distinct(found);
}

/** The same words of two places are said once; effects that disagree are none. */
function distinct(changes: readonly PromqlChange[]): readonly PromqlChange[] {
  return [...Map.groupBy(changes, ({ text }) => text).values()].map((same) => {
    const effects = new Set(same.map(({ effect }) => effect));
    const [effect] = effects;
    return { text: same[0]?.text ?? '', ...(effects.size === 1 && effect ? { effect } : {}) };
  });
}

function compareParts(before: Part, after: Part, polarity: Polarity): readonly PromqlChange[] {
  const [a, b] = [bare(before), bare(after)];
  if (same(a, b)) return [];
  const [x, y] = [a.node, b.node];
  if (isChain(x) || isChain(y)) {
    const changes = chainChanges(a, b, polarity, compareParts);
    if (changes) return changes;
  }
  if (x.kind === 'selector' && y.kind === 'selector') {
    return selectorChanges({ node: x, expr: a.expr }, { node: y, expr: b.expr }, polarity);
  }
  if (x.kind === 'matrix' && y.kind === 'matrix') {
    return [...range(x.range, y.range), ...inside(a, x.of, b, y.of, polarity)];
  }
  if (x.kind === 'subquery' && y.kind === 'subquery') {
    return [...range(windowOf(x, a.expr), windowOf(y, b.expr)), ...inside(a, x.of, b, y.of, polarity)];
  }
  if (x.kind === 'wrap' && y.kind === 'wrap' && x.by === y.by) {
    const [old, now] = [modifierOf(x, a.expr), modifierOf(y, b.expr)];
    return [...(old === now ? [] : [words(old, now)]), ...inside(a, x.of, b, y.of, polarity)];
  }
  if (x.kind === 'aggregate' && y.kind === 'aggregate') return aggregateChanges(a, x, b, y, polarity);
  if (x.kind === 'call' && y.kind === 'call' && x.args.length === y.args.length)
    return callChanges(a, x, b, y, polarity);
  if (x.kind === 'binary' && y.kind === 'binary') return binaryChanges(a, x, b, y, polarity);
  if (isScalar(x) && isScalar(y)) return [words(textOf(a), textOf(b), valueEffect(x, y, polarity.value))];
  return wrapped(a, b, polarity) ?? [{ text: REWRITTEN }];
}

const words = (before: string, after: string, effect: { readonly effect?: Effect } = {}): PromqlChange => ({
  text: `\`${before}\` became \`${after}\``,
  ...effect,
});

/** Without parentheses. */
function bare({ node, expr }: Part): Part {
  return node.kind === 'wrap' && node.by === 'paren' ? bare({ node: node.of, expr }) : { node, expr };
}

const inside = (a: Part, x: PromNode, b: Part, y: PromNode, polarity: Polarity) =>
  compareParts({ node: x, expr: a.expr }, { node: y, expr: b.expr }, polarity);

const range = (before: string, after: string): readonly PromqlChange[] =>
  before === after ? [] : [{ text: `window ${before} became ${after}` }];

function aggregateChanges(
  a: Part,
  x: AggregateNode,
  b: Part,
  y: AggregateNode,
  polarity: Polarity,
): readonly PromqlChange[] {
  const [old, now] = [groupingOf(x), groupingOf(y)];
  const unlike = x.op !== y.op && !same({ node: x.of, expr: a.expr }, { node: y.of, expr: b.expr });
  const around = unlike ? wrapped(a, b, polarity) : undefined;
  if (around) return around;
  return [
    ...(x.op === y.op ? [] : [words(`${x.op}()`, `${y.op}()`)]),
    ...(old === now ? [] : [groupingChange(old, now)]),
    ...(x.param && y.param ? inside(a, x.param, b, y.param, polarity) : []),
    ...inside(a, x.of, b, y.of, x.op === y.op && old === now ? aggregated(x, polarity) : UNKNOWN),
  ];
}

function groupingOf({ grouping }: AggregateNode): string {
  return grouping ? `${grouping.keyword} (${[...grouping.labels].sort().join(', ')})` : '';
}

function groupingChange(before: string, after: string): PromqlChange {
  if (before === '') return { text: `\`${after}\` added` };
  return after === '' ? { text: `\`${before}\` removed` } : words(before, after);
}

function callChanges(a: Part, x: CallNode, b: Part, y: CallNode, polarity: Polarity): readonly PromqlChange[] {
  const args = x.args.flatMap((arg, index) => {
    const other = y.args[index];
    return other ? inside(a, arg, b, other, x.fn === y.fn ? argument(x.fn, polarity) : UNKNOWN) : [];
  });
  return [...(x.fn === y.fn ? [] : [words(`${x.fn}()`, `${y.fn}()`)]), ...args];
}

function binaryChanges(a: Part, x: BinaryNode, b: Part, y: BinaryNode, polarity: Polarity): readonly PromqlChange[] {
  const [left, right] = x.op === y.op ? operands(x, polarity) : [UNKNOWN, UNKNOWN];
  const sides = [...inside(a, x.left, b, y.left, left), ...rightSide(a, x, b, y, right)];
  if (x.op === y.op) {
    const [old, now] = [operatorOf(x), operatorOf(y)];
    return [...(old === now ? [] : [words(old, now)]), ...sides];
  }
  if (COMPARISONS.has(x.op) && COMPARISONS.has(y.op)) {
    if (same({ node: x.left, expr: a.expr }, { node: y.left, expr: b.expr }) && isScalar(x.right)) {
      return [words(tail(a, x), tail(b, y), edgeEffect(x.op, y.op, polarity.series))];
    }
    return [words(x.op, y.op), ...sides];
  }
  return wrapped(a, b, polarity) ?? [words(x.op, y.op), ...sides];
}

/** `> 5` became `>= 5`: the edge itself now counts. */
function edgeEffect(before: string, after: string, sign: Sign): { readonly effect?: Effect } {
  if (after === `${before}=`) return effectOf(sign);
  return before === `${after}=` ? effectOf(opposite(sign)) : {};
}

const tail = ({ expr }: Part, { op, right }: BinaryNode) => `${op} ${textOf({ node: right, expr })}`;

/** What a comparison compares with is its threshold. */
function rightSide(a: Part, x: BinaryNode, b: Part, y: BinaryNode, polarity: Polarity): readonly PromqlChange[] {
  const threshold = COMPARISONS.has(x.op) && x.op === y.op && isScalar(x.right) && isScalar(y.right);
  const [old, now] = [
    { node: x.right, expr: a.expr },
    { node: y.right, expr: b.expr },
  ];
  if (!threshold) return compareParts(old, now, polarity);
  if (same(old, now)) return [];
  const text = `threshold \`${tail(a, x)}\` became \`${tail(b, y)}\``;
  return [{ text, ...valueEffect(x.right, y.right, polarity.value) }];
}

function valueEffect(x: PromNode, y: PromNode, sign: Sign): { readonly effect?: Effect } {
  const [old, now] = [numberOf(x), numberOf(y)];
  if (old === undefined || now === undefined || old === now) return {};
  return effectOf(now > old ? sign : opposite(sign));
}

/** The number of a literal, a duration among them; undefined for anything that must be calculated. */
function numberOf(node: PromNode): number | undefined {
  if (node.kind !== 'number') return undefined;
  const value = Number(node.text);
  return Number.isNaN(value) ? parseDuration(node.text) : value;
}

/** One is the other with something around it: what was put around, and what changed within. */
function wrapped(a: Part, b: Part, polarity: Polarity): readonly PromqlChange[] | undefined {
  return around(a, b, polarity) ?? around(b, a, polarity, true);
}

function around(inner: Part, outer: Part, polarity: Polarity, reversed = false): readonly PromqlChange[] | undefined {
  const { node, expr } = outer;
  if (node.kind === 'binary' && isScalar(node.right)) return beside(inner, outer, node, reversed);
  if (node.kind !== 'call' && node.kind !== 'aggregate' && node.kind !== 'wrap') return undefined;
  const child = childrenOf(node)
    .map((one) => bare({ node: one, expr }))
    .find((one) => same(one, inner) || one.node.kind === inner.node.kind);
  if (!child) return undefined;
  const name = node.kind === 'call' ? `${node.fn}()` : node.kind === 'wrap' ? modifierOf(node, expr) : nameOf(node);
  const head = { text: reversed ? `no longer within \`${name}\`` : `put within \`${name}\`` };
  const rest = reversed ? compareParts(child, inner, polarity) : compareParts(inner, child, polarity);
  return rest.some(({ text }) => text === REWRITTEN) ? undefined : [head, ...rest];
}

/** `x` became `x > 0` or `x * 8`: a number came or went beside it. */
function beside(inner: Part, { expr }: Part, node: BinaryNode, reversed: boolean): readonly PromqlChange[] | undefined {
  const left = bare({ node: node.left, expr });
  const rest = reversed ? compareParts(left, inner, UNKNOWN) : compareParts(inner, left, UNKNOWN);
  if (rest.some(({ text }) => text === REWRITTEN)) return undefined;
  return [{ text: `\`${tail({ node, expr }, node)}\` ${reversed ? 'removed' : 'added'}` }, ...rest];
}

const nameOf = (node: AggregateNode) => `${node.op}${groupingOf(node) ? ` ${groupingOf(node)}` : '()'}`;
