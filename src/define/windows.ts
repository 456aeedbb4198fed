import type { Urgency } from './rules.ts';

/** One burn-rate tier of a preset. `long` and `short` are Prometheus durations. */
export interface WindowTier {
  readonly severity: Urgency;
  readonly long: string;
  /** Default: a twelfth of `long`. */
  readonly short?: string;
  /** Percent of the period's budget that is spent when the tier fires, as a decimal string. Exactly one of this and `factor`. */
  readonly budget?: string;
  /** Burn rate above which the tier fires, as a decimal string, where a preset fixes it instead of the budget share. */
  readonly factor?: string;
  readonly for?: string;
  readonly keepFiringFor?: string;
  readonly minEvents?: number;
}

/** A set of burn-rate tiers that SLOs and settings choose by name. */
export interface WindowPreset {
  readonly name: string;
  readonly description: string;
  /** Fastest first. */
  readonly tiers: readonly WindowTier[];
  /** Windows are those of this period, and longer or shorter in proportion for another; else they are as written. */
  readonly scaledFrom?: {
    readonly period: string;
    /** To whole minutes, or to the windows people know (1, 2, 5, 10, 15, 30 minutes, 1, 2, 3, 4, 6, 12, 18 hours, days). */
    readonly round: 'minute' | 'familiar';
  };
}
