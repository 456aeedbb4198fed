import { parseSeries } from '../../catalog/catalog.ts';
import type { GaugeSli, LatencySli, RatioSli, Sli, TimesliceSli } from '../../define/slo.ts';
import type { Fragment, Promql } from '../../promql/promql.ts';
import { promql, recorded, verbatim } from '../../promql/promql.ts';
import { bucketMatcher } from './buckets.ts';
import type { Part } from './labels.ts';
import { eventParts } from './labels.ts';
import { RECORDS } from './names.ts';
import { HUNDRED, minus, ONE, over, parseDecimal, toText } from './rational.ts';
import type { Scope } from './scope.ts';
import { narrowed, sumOver, withMatchers } from './scope.ts';
import { byLabels, inner } from './text.ts';
import { seconds } from './windows.ts';

/** Events per second of an SLI, per group, over any window. */
export interface SliSource {
  /** Records the others read. */
  readonly before: readonly { readonly name: string; readonly expr: Promql }[];
  total(window: string): Promql;
  /** Present exactly when the total is. @param all the total of the same groups, or anything present when it is */
  bad(window: string, all: Fragment): Promql;
  /** Good events where they are what is counted: more of them than of all is nonsense. */
  good?(window: string): Promql;
  /** False where other windows can only be made of the recorded base. */
  readonly raw: boolean;
  /** Native histograms are queried by the name of their family. */
  readonly native: boolean;
}

/** What to record for an SLI. @param labels that every record of the SLO carries, as a matcher */
export function sourceOf(sli: Sli, scope: Scope, labels: Readonly<Record<string, string>>): SliSource {
  switch (sli.kind) {
    case 'ratio':
      return ratioSource(sli, scope);
    case 'latency':
      return latencySource(sli, scope);
    case 'gauge':
      return gaugeSource(sli, scope);
    case 'timeslices':
      return timesliceSource(sli, scope, labels);
  }
}

const plain = { before: [], raw: true, native: false } as const;

/** Groups without a bad event yet have none, rather than no ratio. */
const zeroFilled = (part: Promql, all: Fragment, { groupBy }: Scope): Promql =>
  promql`${part} or ${verbatim(`on (${groupBy.join(', ')})`)} 0 * ${all}`;

function ratioSource({ total, bad, good }: RatioSli, scope: Scope): SliSource {
  const all = (window: string) => sumOver(eventParts(total), 'rate', window, scope);
  if (bad) {
    const parts = eventParts(bad);
    return {
      ...plain,
      total: all,
      bad: (window, of) => zeroFilled(sumOver(parts, 'rate', window, scope, 'bad'), of, scope),
    };
  }
  const well = (window: string) => sumOver(eventParts(good), 'rate', window, scope);
  return {
    ...plain,
    total: all,
    good: well,
    bad: (window, of) => promql`clamp_min(${inner(all(window))} - (${zeroFilled(well(window), of, scope)}), 0)`,
  };
}

function latencySource(sli: LatencySli, scope: Scope): SliSource {
  const within = bucketMatcher(sli, scope.settings);
  const bucket = (matcher: typeof within): readonly Part[] => [
    { of: withMatchers(sli.buckets, [matcher]), rename: undefined },
  ];
  const all = (window: string) => sumOver(bucket({ label: 'le', op: '=', value: '+Inf' }), 'rate', window, scope);
  const well = (window: string) => sumOver(bucket(within), 'rate', window, scope);
  // a family without the bucket gives nothing rather than a total failure
  const slow = (window: string) => promql`clamp_min(${all(window)} - ${well(window)}, 0)`;
  const classic: SliSource = { ...plain, total: all, bad: slow, good: well };
  if (!sli.native) return classic;
  const native = nativeSource(sli, scope);
  if (sli.native !== 'both') return native;
  return {
    ...native,
    total: (window) => promql`${native.total(window)} or ${all(window)}`,
    bad: (window, of) => promql`${native.bad(window, of)} or ${slow(window)}`,
  };
}

function nativeSource({ buckets, threshold }: LatencySli, scope: Scope): SliSource {
  const family = parseSeries(buckets.series)?.family ?? buckets.series;
  const { matchers } = narrowed({ of: buckets, rename: undefined }, scope);
  const histogram = (window: string) =>
    promql`sum ${byLabels(scope.groupBy)} (rate(${recordedAs(family, matchers)}[${verbatim(window)}]))`;
  const count = (window: string) => promql`histogram_count(${histogram(window)})`;
  return {
    ...plain,
    native: true,
    total: count,
    // no observation has no fraction: NaN never gets as far as the record
    bad: (window) =>
      promql`((1 - histogram_fraction(0, ${verbatim(threshold)}, ${histogram(window)})) * (${count(window)} > 0)) or 0 * ${count(window)}`,
  };
}

const recordedAs = (name: string, matchers: ReturnType<typeof narrowed>['matchers']): Fragment => ({
  kind: 'recorded',
  name,
  matchers,
});

/** Every sample is an event; counts are put per second, so that all that follows is as for counters. */
function gaugeSource({ gauge }: GaugeSli, scope: Scope): SliSource {
  const parts: readonly Part[] = [{ of: gauge, rename: undefined }];
  const perSecond = (fn: 'count_over_time' | 'sum_over_time', window: string, kind: 'all' | 'bad') =>
    promql`${sumOver(parts, fn, window, scope, kind)} / ${verbatim(String(seconds(window)))}`;
  return {
    ...plain,
    total: (window) => perSecond('count_over_time', window, 'all'),
    bad: (window, of) =>
      zeroFilled(
        promql`(${perSecond('count_over_time', window, 'bad')}) - ${perSecond('sum_over_time', window, 'bad')}`,
        of,
        scope,
      ),
  };
}

/** The ratio of each slice is recorded; time in bad slices is what burns. */
function timesliceSource(sli: TimesliceSli, scope: Scope, labels: Readonly<Record<string, string>>): SliSource {
  const target = parseDecimal(sli.target);
  if (!target) throw new Error(`timeslice target "${sli.target}" is no percentage as a decimal string, such as "95"`);
  const allowed = minus(ONE, over(target, HUNDRED));
  if (allowed.top <= 0n || target.top <= 0n) {
    throw new Error(
      `timeslice target ${sli.target}% must lie between 0 and 100: a slice is bad above ${toText(allowed)}`,
    );
  }
  const source = sourceOf(sli.of, scope, labels);
  const all = source.total(sli.slice);
  const ratio = recorded(RECORDS.sliceRatio, labels);
  const grouped = (of: Promql) => promql`sum ${byLabels(scope.groupBy)} (${of})`;
  const present = sli.absent === 'good' ? all : promql`${ratio}`;
  return {
    before: [
      {
        name: RECORDS.sliceRatio,
        expr: promql`(${source.bad(sli.slice, inner(all))}) / (${inner(all)} > 0)`,
      },
    ],
    raw: false,
    native: source.native,
    total: () => promql`${grouped(present)} * 0 + 1`,
    bad: (_window, of) => zeroFilled(grouped(promql`${ratio} > bool ${verbatim(toText(allowed))}`), of, scope),
  };
}
