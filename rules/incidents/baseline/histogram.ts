import type { IncidentTarget, SeriesPlan } from '../../../src/define.ts';
import { counterSeries } from '../../../src/define.ts';

type Family =
  Extract<Parameters<typeof counterSeries>[0], `${string}_bucket`> extends `${infer Name}_bucket` ? Name : never;

/** Events of a histogram: how many, and what share of them lies within each bound. */
export interface Spread {
  readonly perSecond: number;
  /** Every bound without +Inf, ascending, as scraped. */
  readonly bounds: readonly string[];
  /** Bound -> share of events up to it; between them the share is that of the bound below. */
  readonly within: Readonly<Record<string, number>>;
  readonly mean?: number;
}

/** The buckets, count and sum of a classic histogram, optionally with another spread after t0. */
export function histogramSeries(
  family: Family,
  labels: Readonly<Record<string, string>>,
  target: IncidentTarget,
  before: Spread,
  after?: Partial<Spread>,
): readonly SeriesPlan[] {
  const then = after && { ...before, ...after };
  const life = (of: (spread: Spread) => number) => ({
    before: of(before),
    ...(then ? { after: [{ perSecond: of(then) }] } : {}),
  });
  const buckets = [...before.bounds, '+Inf'].map((le) =>
    counterSeries(
      `${family}_bucket`,
      { ...labels, le },
      target,
      life((spread) => spread.perSecond * shareWithin(spread, le)),
    ),
  );
  return [
    ...buckets,
    counterSeries(
      `${family}_count`,
      labels,
      target,
      life(({ perSecond }) => perSecond),
    ),
    counterSeries(
      `${family}_sum`,
      labels,
      target,
      life(({ perSecond, mean = 0.05 }) => perSecond * mean),
    ),
  ];
}

function shareWithin({ bounds, within }: Spread, le: string): number {
  if (le === '+Inf') return 1;
  const known = bounds.slice(0, bounds.indexOf(le) + 1).filter((bound) => within[bound] !== undefined);
  return within[known.at(-1) ?? ''] ?? 0;
}
