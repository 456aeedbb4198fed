import type { Component } from '../catalog/facts.ts';
import type { Minor, MinorRange } from '../catalog/minor.ts';
import type { TargetLabel } from '../promql/promql.ts';
import type { HubbleMetric, HubbleMetricsInput } from './hubble-metrics.ts';
import type { RuleSettings, UserRuleSettings } from './rules.ts';
import type { TargetSettings, UserTargetSettings } from './targets.ts';

export type ScrapeKind = 'serviceMonitor' | 'annotations';

/** Label matchers that pick one component's targets, such as `{ job: 'cilium-agent' }`. */
export type ComponentSelector = Readonly<Record<string, string>>;

/** What `ciliascope.config.ts` may say. Everything has a default. */
export interface UserSettings extends UserRuleSettings, UserTargetSettings {
  /** Cilium minors the content must be right for: one, or a range. Default 1.18 to 1.20. */
  readonly cilium?: Minor | MinorRange;
  /** Label that tells clusters apart in this Prometheus; `false` when there is none and never will be. Default `cluster`. */
  readonly clusterLabel?: string | false;
  readonly scrape?: {
    /** Who makes the targets: the chart's ServiceMonitors, or jobs that follow `prometheus.io/*` annotations. */
    readonly kind?: ScrapeKind;
    /** Prometheus duration. Default `30s`, the default of kube-prometheus-stack. */
    readonly interval?: string;
    /** Target label that names the node. Default `node`. */
    readonly nodeLabel?: TargetLabel;
    /** Labels targets carry, where a relabeling adds or drops some. */
    readonly labels?: Partial<Record<Component, readonly string[]>>;
  };
  /** Matchers added to every query of a component, where the metric names alone would not do. */
  readonly selectors?: Partial<Record<Component, ComponentSelector>>;
  readonly hubble?: {
    /** Exactly the Helm value `hubble.metrics.enabled`: a list, or the string of `--set`. */
    readonly metrics?: HubbleMetricsInput;
    /** Helm value `hubble.metrics.enableOpenMetrics`; exemplars need it. */
    readonly openMetrics?: boolean;
  };
  /** The Helm value `prometheus.metrics`: `+name` for families that are off by default. */
  readonly metrics?: readonly string[];
  readonly grafana?: {
    /** What the data source variable offers first: a data source name or uid. Default: Grafana's own choice. */
    readonly datasource?: string;
    /** Folder of the dashboards. Default `Cilium`. */
    readonly folder?: string;
    /** Address people open Grafana at; alerts link there. Left out: links start at `/d/`. */
    readonly url?: string;
    /** Dashboards to leave out, by uid. */
    readonly exclude?: readonly string[];
  };
  readonly kubernetes?: {
    readonly namespace?: string;
    /** Label the dashboard sidecar looks for. Default `grafana_dashboard: "1"`. */
    readonly dashboardLabel?: Readonly<Record<string, string>>;
    /** Annotation the sidecar takes the folder from. Default `grafana_folder`. */
    readonly folderAnnotation?: string;
    /** Labels Prometheus selects PrometheusRules by, such as `release`. Default `release: kube-prometheus-stack`. */
    readonly ruleLabels?: Readonly<Record<string, string>>;
    /** What this cluster is called: value of the cluster label in what is emitted for scraping. Default `default`, as Cilium's own `cluster.name`. */
    readonly clusterName?: string;
  };
  /** Where runbook pages are served. */
  readonly runbookBase?: string;
}

/** Settings after parsing: complete, checked, plain data. */
export interface Settings extends RuleSettings, TargetSettings {
  readonly minors: readonly Minor[];
  readonly clusterLabel?: string;
  readonly scrape: {
    readonly kind: ScrapeKind;
    /** Seconds. */
    readonly interval: number;
    readonly nodeLabel: TargetLabel;
    readonly labels: Readonly<Record<Component, readonly string[]>>;
  };
  /** Matchers every query of a component carries. */
  readonly selectors: Readonly<Record<Component, ComponentSelector>>;
  /** Matchers that single out a component where a name alone is ambiguous. */
  readonly targets: Readonly<Record<Component, ComponentSelector>>;
  readonly hubble: { readonly metrics: readonly HubbleMetric[]; readonly openMetrics: boolean };
  /** Families switched on although they are off by default. */
  readonly switchedOn: readonly string[];
  readonly grafana: {
    readonly datasource?: string;
    readonly folder: string;
    readonly url?: string;
    readonly exclude: readonly string[];
  };
  readonly kubernetes: {
    readonly namespace: string;
    readonly dashboardLabel: Readonly<Record<string, string>>;
    readonly folderAnnotation: string;
    readonly ruleLabels: Readonly<Record<string, string>>;
    readonly clusterName: string;
  };
  readonly runbookBase: string;
}
