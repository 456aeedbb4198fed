import type { Json } from '../model/dashboard.ts';

/**
 * How bad: `error` something of ours cannot answer, or answers wrongly, until it is mended; `warning` it will hurt, or
 * may be so; `note` it is normal in some clusters and said so that nobody wonders.
 */
export type Severity = 'error' | 'warning' | 'note';

/** What can be wrong between content and cluster. docs/guides/doctor.md explains each. */
export const FINDING_CODES = [
  // Cilium's values, or what they lead to
  'component-off',
  'monitor-without-metrics',
  'not-scraped',
  'handler-missing',
  'handler-v1',
  'hubble-invalid',
  'hubble-static-and-dynamic',
  'context-missing',
  'option-missing',
  'ip-labels',
  'metric-off',
  'metric-switch-unknown',
  'exemplars-off',
  // how Prometheus gets at them
  'monitor-not-selected',
  'rules-not-selected',
  'dashboards-not-found',
  'no-target',
  'target-down',
  'scraped-twice',
  'label-never-made',
  'cluster-label-missing',
  'cluster-half',
  'metric-dropped',
  'rate-window',
  'retention',
  'rules-not-loaded',
  'rule-failing',
  'exemplar-storage-off',
  'api-missing',
  // what is there
  'wrong-minor',
  'minor-not-configured',
  'never-seen',
  'l7-policy-needed',
  'no-traffic',
  'label-empty',
  'series-many',
  // Grafana
  'grafana-unhealthy',
  'grafana-version',
  'grafana-organisation',
  'datasource-missing',
  'datasource-type',
  'datasource-unreachable',
  'datasource-empty',
  'datasource-exemplars',
  // a source of evidence that could not be read: the rest of the diagnosis goes on
  'source-unreadable',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

/** What to do about a finding. Values are those of a Helm chart, by path. */
export type Remedy =
  | { readonly kind: 'cilium-values'; readonly path: readonly string[]; readonly value: Json }
  | { readonly kind: 'stack-values'; readonly path: readonly string[]; readonly value: Json }
  /** A piece of configuration to paste: a relabeling, a policy. */
  | { readonly kind: 'yaml'; readonly where: string; readonly text: string }
  /** A command to run. */
  | { readonly kind: 'command'; readonly text: string }
  /** Something to set in ciliascope.config.ts. */
  | { readonly kind: 'settings'; readonly text: string }
  | { readonly kind: 'advice'; readonly text: string };

/** One cause, whatever it empties. Two sources that find the same cause give it the same key. */
export interface Finding {
  readonly code: FindingCode;
  /** Identity: the code, and what it is about, such as `handler-missing dns`. */
  readonly key: string;
  readonly severity: Severity;
  /** One sentence that names what is wrong. */
  readonly summary: string;
  /** What was seen and where, one line each. */
  readonly evidence: readonly string[];
  readonly remedies: readonly Remedy[];
}
