import type { BoardResults } from '../model/results.ts';
import type { BoardView } from './board.ts';
import type { Comparison } from './comparison.ts';

export interface SloView {
  readonly name: string;
  readonly service: string;
  readonly objective: string;
  readonly period: string;
  readonly groupBy: readonly string[];
  readonly alert: string;
  readonly explanation: readonly string[];
  readonly file: string;
}

/** One rule of an alert: an SLO's alert has several, one per tier. */
export interface AlertRuleView {
  readonly severity: string;
  readonly for: string;
  readonly expr: string;
  readonly summary: string;
  readonly description: string;
  /** Labels that tell tiers apart, such as `long_window`. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A board and a panel on it that shows what an alert is about. */
export interface PanelReference {
  readonly uid: string;
  readonly board: string;
  readonly key?: string;
  readonly title?: string;
}

/** An incident in which an alert was run. */
export interface ProofReference {
  readonly name: string;
  readonly title: string;
}

export interface AlertView {
  readonly name: string;
  readonly urgency: string;
  readonly ruleSet: string;
  readonly slo?: string;
  readonly runbook: string;
  readonly panel?: PanelReference;
  readonly rules: readonly AlertRuleView[];
  /** Incidents in which it must fire, and those that name it as silent. */
  readonly fires: readonly ProofReference[];
  readonly silent: readonly ProofReference[];
}

/** What was asked, and what it said: by board and panel. */
export interface ResultsView {
  /** Where the values come from, in words. */
  readonly source: string;
  /** Seconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly after: Readonly<Record<string, BoardResults>>;
  readonly before: Readonly<Record<string, BoardResults>>;
}

/** Everything the page shows, as it stands in it. */
export interface PageData {
  readonly title: string;
  readonly boards: readonly BoardView[];
  readonly slos: readonly SloView[];
  readonly alerts: readonly AlertView[];
  /** How many incidents run against all rules. */
  readonly incidents: number;
  readonly results?: ResultsView;
  readonly comparison?: Comparison;
}
