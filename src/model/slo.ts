/** One burn-rate tier, with every number exact (decimal strings) and in seconds where it is time. */
export interface SloTier {
  /** `1` is the fastest: value of the `slo_tier` label. */
  readonly tier: string;
  readonly severity: 'page' | 'ticket';
  readonly long: string;
  readonly short: string;
  readonly for: string;
  readonly keepFiringFor: string;
  /** Share of the period's budget spent when it fires, as a ratio: `0.02`. */
  readonly budget: string;
  /** `14.4`. */
  readonly factor: string;
  /** Error ratio above which it burns: `0.0144`. */
  readonly threshold: string;
  readonly minEvents: number;
}

/** What an SLO promises and when it calls, before any rule of it is compiled: what boards are made from. */
export type SloFacts = Pick<
  Slo,
  'name' | 'service' | 'alert' | 'events' | 'objective' | 'budget' | 'period' | 'mode' | 'groupBy' | 'tiers'
>;

/** A compiled SLO: what boards, runbooks, tests and the index read. Its rules stand in the rule set of `ruleSet`. */
export interface Slo {
  readonly name: string;
  readonly service: string;
  readonly alert: string;
  readonly events: string;
  readonly burns: string;
  /** Percent: `99.9`. */
  readonly objective: string;
  /** Error budget as a ratio: `0.001`. */
  readonly budget: string;
  readonly period: string;
  readonly mode: 'burn' | 'budget';
  readonly groupBy: readonly string[];
  readonly tiers: readonly SloTier[];
  /** Plain language, one paragraph or list item each: what burns, time to fire, traffic floor. */
  readonly explanation: readonly string[];
  readonly ruleSet: string;
  readonly file: string;
  readonly line: number;
}
