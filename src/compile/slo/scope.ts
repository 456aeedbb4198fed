import type { Matcher } from '../../catalog/matchers.ts';
import { not, toMatcher } from '../../promql/matchers.ts';
import type { Promql, Selector } from '../../promql/promql.ts';
import { promql, verbatim } from '../../promql/promql.ts';
import type { Noise } from '../../settings/rules.ts';
import type { Settings } from '../../settings/settings.ts';
import { declared } from '../noise.ts';
import type { Part } from './labels.ts';
import { carries, ownName } from './labels.ts';
import type { SloPlan } from './plan.ts';
import { byLabels, joined } from './text.ts';

/** What an SLO counts, out of everything its selectors name. */
export interface Scope {
  readonly plan: Pick<SloPlan, 'exclude' | 'only' | 'without'>;
  readonly groupBy: readonly string[];
  /** Declared as no fault: taken out of the bad events. */
  readonly noise: readonly Noise[];
  readonly settings: Settings;
}

/** What is done to a selector over a range; everything excluded is taken out element by element. */
export type RangeFunction = 'rate' | 'count_over_time' | 'sum_over_time';

/** The sum of several selectors over a window, per group. @param kind of bad events the declared noise is taken out */
export function sumOver(
  parts: readonly Part[],
  fn: RangeFunction,
  window: string,
  scope: Scope,
  kind: 'all' | 'bad' = 'all',
): Promql {
  const { groupBy } = scope;
  const sums = parts.map((part) => renamed(part, vectorOf(part, fn, window, scope, kind), groupBy));
  if (sums.length === 1) return joined('or', sums);
  // families may have equal label sets, of which `or` would keep one
  const apart = sums.map((sum, index) => promql`label_replace(${sum}, "slo_part", "${index}", "", "")`);
  return promql`sum ${byLabels(groupBy)} (${joined('or', apart)})`;
}

/** One part summed up by the labels of the groups, under their names. */
function renamed(part: Part, vector: Promql, groupBy: readonly string[]): Promql {
  const own = groupBy.map((label) => ownName(label, part));
  const sum = promql`sum ${byLabels(own)} (${vector})`;
  const turned = groupBy.filter((label) => ownName(label, part) !== label);
  if (turned.length === 0) return sum;
  const labelled = turned.reduce(
    (all, label) =>
      promql`label_replace(${all}, "${verbatim(label)}", "$1", "${verbatim(ownName(label, part))}", "(.*)")`,
    sum,
  );
  return promql`sum ${byLabels(groupBy)} (${labelled})`;
}

function vectorOf(part: Part, fn: RangeFunction, window: string, scope: Scope, kind: 'all' | 'bad'): Promql {
  const { plan, noise, settings } = scope;
  const selector = narrowed(part, scope);
  const over = (of: Selector) => promql`${verbatim(fn)}(${of}[${verbatim(window)}])`;
  const several = plan.without.filter((match) => Object.keys(match).length > 1);
  const others = several.map((match) => over(withMatchers(selector, matchersOf(match, part))));
  const quiet =
    kind === 'bad'
      ? noise.filter(({ match }) => Object.keys(match).every((label) => carries(label, part, settings)))
      : [];
  return joined('unless', [over(selector), ...others, ...quiet.map(declared)]);
}

/** The selector without what the settings exclude, and with only the services the SLO is about. */
export function narrowed(part: Part, { plan, settings }: Scope): Selector {
  const single = plan.without.filter((match) => Object.keys(match).length === 1);
  return withMatchers(part.of, [
    ...matchersOf(plan.only ?? {}, part),
    ...single.flatMap((match) =>
      Object.entries(match).map(([label, value]) => toMatcher(ownName(label, part), not(value))),
    ),
    ...Object.entries(plan.exclude)
      .filter(([label]) => carries(label, part, settings))
      .map(([label, values]) => toMatcher(ownName(label, part), not(values))),
  ]);
}

const matchersOf = (match: Readonly<Record<string, string>>, part: Part): readonly Matcher[] =>
  Object.entries(match).map(([label, value]) => toMatcher(ownName(label, part), value));

export const withMatchers = (selector: Selector, matchers: readonly Matcher[]): Selector => ({
  ...selector,
  matchers: [...selector.matchers, ...matchers],
});
