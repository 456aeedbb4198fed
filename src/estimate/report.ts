import type { Minor } from '../catalog/minor.ts';
import type { Model } from '../model/model.ts';
import type { HubbleMetric } from '../settings/hubble-metrics.ts';
import type { Calibration } from './calibration.ts';
import { cheapestFor, dropsFor, needless } from './cheapest.ts';
import type { Circumstances, Estimate } from './estimate.ts';
import { estimate } from './estimate.ts';
import type { KnownShape, Shape } from './shape.ts';
import { VARIETY, VARIETY_NAMES } from './variety.ts';

/** All that `ciliascope estimate` says. Series are sums over all agents. */
export interface EstimateReport {
  readonly shape: Shape;
  readonly origins: KnownShape['origins'];
  readonly minor: Minor;
  /** Seconds between scrapes. */
  readonly interval: number;
  /** Days without a restart of agents that `afterDays` looks ahead. */
  readonly days: number;
  readonly candidates: readonly Estimate[];
  /** What is enough for all boards and alerts. */
  readonly cheapest: Estimate;
  /** What the first candidate makes and nothing of ours reads. */
  readonly needless: readonly string[];
  readonly assumptions: readonly { readonly name: string; readonly value: number; readonly meaning: string }[];
  readonly formulas: readonly { readonly family: string; readonly formula: string; readonly source: string }[];
  readonly budget?: number;
  /** Candidates that make more series than the budget, and handlers without which they would not. */
  readonly over: readonly { readonly index: number; readonly series: number; readonly drop: readonly string[] }[];
  readonly calibration?: Calibration;
}

export function estimateReport(
  candidates: readonly (readonly HubbleMetric[])[],
  model: Model,
  origins: KnownShape['origins'],
  circumstances: Circumstances,
  { budget, calibration }: { readonly budget?: number; readonly calibration?: Calibration } = {},
): EstimateReport {
  const { shape, variety, minor, interval, days } = circumstances;
  const estimates = candidates.map((metrics) => estimate(metrics, circumstances));
  const families = new Map(
    estimates.flatMap(({ handlers }) => handlers.flatMap((handler) => handler.families.map((one) => [one.name, one]))),
  );
  const limit = budget ?? Number.POSITIVE_INFINITY;
  return {
    shape,
    origins,
    minor,
    interval,
    days,
    candidates: estimates,
    cheapest: estimate(cheapestFor(model), circumstances),
    needless: needless(candidates[0] ?? [], model),
    assumptions: VARIETY_NAMES.map((name) => ({ name, value: variety[name], meaning: VARIETY[name].meaning })),
    formulas: [...families.values()].map(({ name, formula, source }) => ({ family: name, formula, source })),
    ...(budget === undefined ? {} : { budget }),
    over: estimates.flatMap((one, index) =>
      one.series > limit ? [{ index, series: one.series, drop: dropsFor(one, limit) }] : [],
    ),
    ...(calibration ? { calibration } : {}),
  };
}
