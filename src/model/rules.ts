import type { Query } from './query.ts';

/** What an alert says about itself besides Prometheus's own fields; dashboards, runbooks and `index.json` read it. */
export interface AlertFacts {
  readonly intent: string;
  readonly urgency: 'page' | 'ticket';
  /** Labels that identify one alert of the rule. */
  readonly groupBy: readonly string[];
  readonly runbook: string;
  readonly dashboard: string;
  readonly panel?: string;
  /** Alerts that keep this one back while they fire, and the labels that must agree. */
  readonly causes: readonly { readonly alert: string; readonly equal: readonly string[] }[];
  /** Name of the SLO whose budget it guards. */
  readonly slo?: string;
}

interface AnyRule {
  /** JSON pointer into the rule set. */
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly query: Query;
}

export interface RecordingRule extends AnyRule {
  readonly kind: 'recording';
  readonly record: string;
}

export interface AlertingRule extends AnyRule {
  readonly kind: 'alerting';
  readonly alert: string;
  readonly for?: string;
  readonly keepFiringFor?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly facts: AlertFacts;
}

export type Rule = RecordingRule | AlertingRule;

export interface RuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly Rule[];
}

/** One PrometheusRule, one rule file. */
export interface RuleSet {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly groups: readonly RuleGroup[];
}

/** The rules that record, in the order of the sets. */
export function recordingRules({ ruleSets }: { readonly ruleSets: readonly RuleSet[] }): readonly RecordingRule[] {
  return ruleSets.flatMap(({ groups }) =>
    groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === 'recording')),
  );
}
