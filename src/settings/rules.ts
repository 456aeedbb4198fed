/** Something that is known, harmless, and will be looked at again: alerts about it stay silent until the date. */
export interface Noise {
  /** Alerts or SLOs it is about, by name. */
  readonly of: readonly string[];
  /** Labels and the values that are noise, such as `{ neighbor: "10.0.0.9:179" }`. All must match. */
  readonly match: Readonly<Record<string, string>>;
  readonly reason: string;
  /** Last day, `YYYY-MM-DD` (UTC). From the next day on the alert fires again, without a new build. */
  readonly until: string;
}

/** Budgets of alerts that only the owner of the cluster can know. */
export interface AlertLimits {
  /** Samples one target may expose after relabeling. */
  readonly samplesPerTarget: number;
  /** Seconds one scrape may take. */
  readonly scrapeSeconds: number;
  /** Days before a certificate ends. */
  readonly certificateDays: number;
}

/** One burn-rate tier. `long` and `short` are Prometheus durations; `budget` is the share of the period's error budget, in percent. */
export interface TierInput {
  readonly severity: 'page' | 'ticket';
  readonly long: string;
  /** Default: a twelfth of `long`. */
  readonly short?: string;
  /** Percent of the period's budget that is spent when the tier fires, as a decimal string: `"2"`. */
  readonly budget: string;
  readonly for?: string;
  readonly keepFiringFor?: string;
  /** Bad events in the long window below which the tier stays silent. */
  readonly minEvents?: number;
}

/** What the settings may say about one SLO; anything left out is as the SLO's author chose. */
export interface SloSettings {
  readonly off?: boolean;
  /** Percent as a decimal string: `"99.9"`. */
  readonly objective?: string;
  /** Whole days or weeks: `30d`, `28d`, `4w`. */
  readonly period?: string;
  /** Preset of `rules/windows.ts`, or tiers of your own. */
  readonly windows?: string | readonly TierInput[];
  /** `burn` compares ratios; `budget` counts events against the period's budget, so quiet hours cannot page. */
  readonly mode?: 'burn' | 'budget';
  /** Seconds, for latency SLOs: must be a bucket bound. */
  readonly threshold?: string;
  /** Labels to group by instead of the author's. */
  readonly groupBy?: readonly string[];
  /** Label -> values that are not part of the SLO. */
  readonly exclude?: Readonly<Record<string, readonly string[]>>;
  /** Bad events below which no tier fires. */
  readonly minEvents?: number;
  /** Services with an objective of their own; the first that matches takes the service out of the rest. */
  readonly overrides?: readonly SloOverride[];
}

export interface SloOverride {
  /** Suffix of the SLO's name: kebab-case. */
  readonly name: string;
  /** Labels and values that pick the service. */
  readonly match: Readonly<Record<string, string>>;
  readonly objective?: string;
  readonly threshold?: string;
  readonly windows?: string | readonly TierInput[];
  readonly minEvents?: number;
}

/** What `ciliascope.config.ts` may say about rules. */
export interface UserRuleSettings {
  readonly prometheus?: {
    /** Oldest Prometheus that loads the rules: newer fields are left out. Default `2.42`. */
    readonly version?: string;
    /** Retention of that Prometheus; SLO periods beyond it are warned about. */
    readonly retention?: string;
    /** Default `30s`, as kube-prometheus-stack. */
    readonly evaluationInterval?: string;
  };
  readonly alerts?: {
    /** Value of the severity label for each urgency. Default `critical` and `warning`. */
    readonly severities?: { readonly page?: string; readonly ticket?: string };
    /** Labels every alert carries, such as `team`. */
    readonly labels?: Readonly<Record<string, string>>;
    /** Alerts to leave out, by name. */
    readonly exclude?: readonly string[];
    readonly noise?: readonly Noise[];
    readonly limits?: Partial<AlertLimits>;
  };
  /** SLO name -> what differs. */
  readonly slos?: Readonly<Record<string, SloSettings>>;
}

/** After parsing. */
export interface RuleSettings {
  readonly prometheus: {
    /** `[major, minor]`. */
    readonly version: readonly [number, number];
    /** Seconds. */
    readonly retention?: number;
    /** Seconds. */
    readonly evaluationInterval: number;
  };
  readonly alerts: {
    readonly severities: { readonly page: string; readonly ticket: string };
    readonly labels: Readonly<Record<string, string>>;
    readonly exclude: readonly string[];
    readonly noise: readonly Noise[];
    readonly limits: AlertLimits;
  };
  readonly slos: Readonly<Record<string, SloSettings>>;
}
