import type { Fragment, Selector } from '../promql/promql.ts';
import type { Origin } from './origin.ts';
import { callerOrigin } from './origin.ts';
import type { RuleContext } from './rule-context.ts';
import type { BoardLink, Cause, Urgency } from './rules.ts';
import type { WindowPreset } from './windows.ts';

/**
 * Counted events: one selector, or several whose rates are added up. `rename` maps the label an event is grouped by to
 * the label this family has instead (of DNS responses the client is the destination).
 */
export interface Events {
  readonly of: readonly Selector[];
  readonly rename?: Readonly<Record<string, string>>;
}

/** Bad events among all, or good ones among all. The part must be proven to lie inside the whole. */
export interface RatioSli {
  readonly kind: 'ratio';
  readonly total: Events;
  /** Exactly one of `bad` and `good`. */
  readonly bad?: Events;
  readonly good?: Events;
  /** Why part and whole are comparable although no matcher proves it. */
  readonly unproven?: string;
}

/** Events slower than a bound of a classic histogram are bad. */
export interface LatencySli {
  readonly kind: 'latency';
  /** Selector of the `_bucket` series, without `le`. */
  readonly buckets: Selector;
  /** Seconds (or the family's unit) as a decimal string; must be a bound in every configured minor. */
  readonly threshold: string;
  /** The family is scraped as a native histogram; `both` while migrating. */
  readonly native?: boolean | 'both';
}

/** A gauge that is 1 while well and 0 while not; every sample is an event. */
export interface GaugeSli {
  readonly kind: 'gauge';
  readonly gauge: Selector;
}

/** Slices of time that are bad when the inner ratio breaks the target. */
export interface TimesliceSli {
  readonly kind: 'timeslices';
  readonly of: RatioSli | LatencySli;
  /** Prometheus duration. */
  readonly slice: string;
  /** Percent of good events that makes a slice good: `"95"`. */
  readonly target: string;
  /** What a slice without traffic counts as. */
  readonly absent: 'skip' | 'good';
}

export type Sli = RatioSli | LatencySli | GaugeSli | TimesliceSli;

/** What an SLO measures in one context. */
export interface SloContent {
  readonly sli: Sli;
  /** Labels with a budget of their own, such as cluster and node. */
  readonly groupBy: readonly string[];
  /** Bad events in a tier's long window below which it stays silent. Default 0. */
  readonly minEvents?: number;
  /** Commands to run next; templates may use the labels of `groupBy`. */
  readonly next: readonly string[];
  readonly board: BoardLink;
  readonly causes?: readonly Cause[];
  /** Stays silent for groups in which another SLO of these labels burns at the same tier. */
  readonly unlessBurning?: { readonly slo: string; readonly on: readonly string[] };
  /** More conditions on the groups that may alert: the alerts are joined with `and on (groupBy)`. */
  readonly onlyWhile?: Fragment;
  /** One sentence for the description: when the figures mislead. */
  readonly caveat?: string;
  /** Why the SLI may be absent for good, such as HTTP where nothing passes the proxy. Left out: absence is a fault. */
  readonly optional?: string;
  /** Groups that live on by other evidence: one of these whose events are gone is reported. Left out: groups come and go. */
  readonly alive?: Fragment;
}

export interface SloOptions {
  /** kebab-case, stable for ever: value of the `slo` label, key of the settings. */
  readonly name: string;
  /** What it serves: value of `slo_service`. */
  readonly service: string;
  /** Name of its burn-rate alerts; all tiers share it and differ in `slo_tier`. */
  readonly alert: string;
  readonly intent: string;
  /** What an event is called in the plural: `packets`, `DNS responses`. */
  readonly events: string;
  /** One sentence: what burns the budget. */
  readonly burns: string;
  /** One sentence for the alert, without templates. */
  readonly summary: string;
  /** Percent as a decimal string: `"99.9"`. */
  readonly objective: string;
  readonly period: string;
  /** One of `presets`, by name. */
  readonly windows: string;
  /** Window sets that this SLO and its settings may name: the list of `rules/windows.ts`. */
  readonly presets: readonly WindowPreset[];
  /** Left out where every tier keeps its own severity; `ticket` turns pages into tickets. */
  readonly atMost?: Urgency;
  build(context: RuleContext): SloContent | undefined;
}

export interface SloDefinition extends SloOptions {
  readonly origin: Origin;
}

/** Defines a service level objective. Export it and list it in `rules/index.ts`. */
export function defineSlo(options: SloOptions): SloDefinition {
  return { ...options, origin: callerOrigin() };
}
