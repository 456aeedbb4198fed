import type { BinaryNode, PromNode } from '../../promql/ast.ts';
import { operatorOf } from './meaning.ts';
import type { CompareParts, Part, PromqlChange } from './part.ts';
import { same, textOf } from './part.ts';
import type { Polarity } from './polarity.ts';
import { effectOf, opposite } from './polarity.ts';

/** One operand of `a and b unless c`, with the operator before it; the first one has that of its neighbour. */
interface Link {
  readonly op: string;
  /** With `on (...)` and the like. */
  readonly operator: string;
  readonly part: Part;
}

const SETS = new Set(['and', 'or', 'unless']);
/** Of these the first operand is like the others. */
const ALIKE = new Set(['or', '+']);
/** Longest operand that is shown whole. */
const LONG = 120;

/** Operators whose operands come and go in reviews: sets, and sums. */
export function isChain(node: PromNode): node is BinaryNode {
  return node.kind === 'binary' && (SETS.has(node.op) || node.op === '+');
}

/** Operands that were added to, removed from or changed in a chain. Undefined when hardly anything is common. */
export function chainChanges(
  before: Part,
  after: Part,
  polarity: Polarity,
  compareParts: CompareParts,
): readonly PromqlChange[] | undefined {
  const [old, now] = [linksOf(before), linksOf(after)];
  const equal = (a: Link, b: Link) => fits(a, b) && same(a.part, b.part);
  const kept = matched(old, now, (a, b) => equal(a, b) && joined(a, b));
  const gone = old.filter((link) => !kept.has(link));
  const come = now.filter((link) => !kept.has(link));
  const free = new Set(come);
  const pairs: (readonly [Link, Link])[] = [];
  const pair = (agree: (a: Link, b: Link) => boolean) => {
    for (const a of gone) {
      if (pairs.some(([known]) => known === a)) continue;
      const b = [...free].find((one) => agree(a, one));
      if (!b) continue;
      pairs.push([a, b]);
      free.delete(b);
    }
  };
  pair(equal);
  pair((a, b) => fits(a, b) && old.indexOf(a) === now.indexOf(b));
  pair((a, b) => fits(a, b) && a.part.node.kind === b.part.node.kind && old.length === now.length);
  if (old.length > 2 && pairs.length === old.length && old.length === now.length) return undefined;
  const told = new Set(pairs.flat());
  return [
    ...pairs.flatMap(([a, b]) => [
      ...(joined(a, b) ? [] : [{ text: `\`${a.operator}\` became \`${b.operator}\`` }]),
      ...compareParts(a.part, b.part, within(a.op, polarity)),
    ]),
    ...gone.filter((one) => !told.has(one)).map((one) => said(one, 'removed', polarity, chainOf(old))),
    ...[...free].map((one) => said(one, 'added', polarity, chainOf(now))),
  ];
}

/** What joins the first operand to the others. */
const chainOf = (links: readonly Link[]) => links[1]?.op ?? 'or';

const fits = (a: Link, b: Link) =>
  a.op === b.op || (a.op === '' && ALIKE.has(b.op)) || (b.op === '' && ALIKE.has(a.op));

/** Links of both sides that are each other's, one to one: `a + a` is not `a`. */
function matched(old: readonly Link[], now: readonly Link[], agree: (a: Link, b: Link) => boolean): ReadonlySet<Link> {
  const found = new Set<Link>();
  for (const a of old) {
    const b = now.find((one) => !found.has(one) && agree(a, one));
    if (b) found.add(a).add(b);
  }
  return found;
}

/** Joined to their chains in the same way; the first operand of a chain is joined by nothing. */
const joined = (a: Link, b: Link) => a.operator === b.operator || a.operator === '' || b.operator === '';

/** Left-associative chains, flat. */
function linksOf({ node, expr }: Part): readonly Link[] {
  if (!isChain(node)) return [{ op: '', operator: '', part: { node, expr } }];
  const left = unparenthesised(node.left);
  const first =
    isChain(left) && SETS.has(left.op) === SETS.has(node.op)
      ? linksOf({ node: left, expr })
      : [{ op: '', operator: '', part: { node: left, expr } }];
  return [...first, { op: node.op, operator: operatorOf(node), part: { node: node.right, expr } }];
}

const unparenthesised = (node: PromNode): PromNode =>
  node.kind === 'wrap' && node.by === 'paren' ? unparenthesised(node.of) : node;

/** Of the operand after an operator of sets; the first one is as the whole. */
function within(op: string, { series, value }: Polarity): Polarity {
  if (op === 'and') return { series, value: 'none' };
  return op === 'unless' ? { series: opposite(series), value: 'none' } : { series, value };
}

/** `and` and `unless` take away, `or` adds; a summand adds to values, and takes away series that it has not. */
function said(
  { op: own, operator, part }: Link,
  what: 'added' | 'removed',
  polarity: Polarity,
  chain: string,
): PromqlChange {
  const op = own || chain;
  const more = op === '+' ? 'unknown' : op === 'or' ? polarity.series : opposite(polarity.series);
  const text = textOf(part);
  const shown = text.length > LONG ? `${text.slice(0, LONG)}...` : text;
  return {
    text: `\`${operator ? `${operator} ` : ''}${shown}\` ${what}`,
    ...effectOf(what === 'added' ? more : opposite(more)),
  };
}
