import type { Matcher } from '../../catalog/matchers.ts';
import type { SelectorNode } from '../../promql/ast.ts';
import { renderMatcher } from '../../promql/matchers.ts';
import { alternativesOf, matcherText, metricOf } from './meaning.ts';
import type { PromqlChange } from './part.ts';
import type { Polarity, Sign } from './polarity.ts';
import { effectOf, opposite } from './polarity.ts';

interface Side {
  readonly node: SelectorNode;
  readonly expr: string;
}

/** How two selectors differ: the metric, and matchers that came, went or changed. Fewer series make an alert laxer. */
export function selectorChanges(before: Side, after: Side, { series: breadth }: Polarity): readonly PromqlChange[] {
  const [old, now] = [metricOf(before.node, before.expr), metricOf(after.node, after.expr)];
  const more = effectOf(breadth);
  const fewer = effectOf(opposite(breadth));
  const gone = missingIn(before.node.matchers, after.node.matchers);
  const come = missingIn(after.node.matchers, before.node.matchers);
  const pairs = gone.flatMap((a) => {
    const b = come.find(({ label }) => label === a.label);
    return b ? [[a, b] as const] : [];
  });
  const paired = new Set(pairs.flat());
  return [
    ...(old === now ? [] : [{ text: `metric \`${old}\` became \`${now}\`` }]),
    ...pairs.map(([a, b]) => matcherChange(a, b, breadth)),
    ...gone.filter((matcher) => !paired.has(matcher)).map((one) => ({ text: `matcher ${code(one)} removed`, ...more })),
    ...come.filter((matcher) => !paired.has(matcher)).map((one) => ({ text: `matcher ${code(one)} added`, ...fewer })),
  ];
}

function missingIn(these: readonly Matcher[], those: readonly Matcher[]): readonly Matcher[] {
  const there = new Set(those.map(matcherText));
  return these.filter((matcher) => !there.has(matcherText(matcher)));
}

/** Longest matcher that is shown whole. */
const LONG = 80;

const code = (matcher: Matcher) => {
  const text = renderMatcher(matcher);
  return `\`${text.length > LONG ? `${text.slice(0, LONG)}...` : text}\``;
};

/** Alternatives that came and went, where both are nothing else. */
function matcherChange(before: Matcher, after: Matcher, breadth: Sign): PromqlChange {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  const negated = before.op.startsWith('!');
  if (!old || !now || negated !== after.op.startsWith('!')) {
    return { text: `matcher ${code(before)} became ${code(after)}` };
  }
  const [lost, won] = [old.filter((value) => !now.includes(value)), now.filter((value) => !old.includes(value))];
  const plain = before.op === after.op && !before.op.endsWith('~');
  if (plain || lost.length + won.length === 0) return { text: `matcher ${code(before)} became ${code(after)}` };
  const words = [
    ...(won.length > 0 ? [`${negated ? 'also leaves out' : 'also matches'} ${listed(won)}`] : []),
    ...(lost.length > 0 ? [`no longer ${negated ? 'leaves out' : 'matches'} ${listed(lost)}`] : []),
  ];
  const wider =
    won.length > 0 && lost.length > 0 ? 'unknown' : won.length > 0 === negated ? opposite(breadth) : breadth;
  return { text: `\`${before.label}\` ${words.join(' and ')}`, ...effectOf(wider) };
}

const valuesOf = (matcher: Matcher) =>
  matcher.op === '=' || matcher.op === '!=' ? [matcher.value] : alternativesOf(matcher);

const SHOWN = 4;

function listed(values: readonly string[]): string {
  const names = values.slice(0, SHOWN).map((value) => `\`${value}\``);
  return values.length > SHOWN ? `${names.join(', ')} and ${values.length - SHOWN} more` : names.join(', ');
}
