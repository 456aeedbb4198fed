import type { Component } from './facts.ts';
import type { Minor } from './minor.ts';

/** A Helm value of Cilium's chart that must hold for a component to expose metrics. */
export interface HelmSwitch {
  /** Path in the values, such as `operator.prometheus.enabled`. */
  readonly path: string;
  /** What the chart has without it. */
  readonly byDefault: boolean;
}

/** How a component of Cilium's chart is made to expose metrics, and made a target. */
export interface ComponentSwitches {
  /** All of them must be true. Hubble needs a list of handlers in `hubble.metrics.enabled` besides. */
  readonly metrics: readonly HelmSwitch[];
  /** Path of the value that makes the chart's ServiceMonitor; false by default for all of them. */
  readonly monitor?: string;
  /** Labels that the chart's ServiceMonitor selects the Service by. */
  readonly service: Readonly<Record<string, string>>;
  /** Where the chart puts `prometheus.io/*` annotations while it makes no monitor; undefined: nowhere. */
  readonly annotated?: 'pod' | 'service';
  /** Of the whole cluster few, or one on each node. */
  readonly perNode: boolean;
  /** True where a team decides to run it: content that reads it stays silent without. */
  readonly optional?: boolean;
  /** Whether the chart's monitor keeps labels of the metric where the target has the same. */
  readonly honorLabels: boolean;
}

export type ChartComponent = Exclude<Component, 'kube-state-metrics' | 'certificates' | 'scrape'>;

const on = (path: string): HelmSwitch => ({ path, byDefault: true });
const off = (path: string): HelmSwitch => ({ path, byDefault: false });

/** Helm charts of Cilium 1.16 to 1.20: values.yaml, and templates of services and ServiceMonitors. */
export const SWITCHES: Readonly<Record<ChartComponent, ComponentSwitches>> = {
  agent: {
    metrics: [off('prometheus.enabled')],
    monitor: 'prometheus.serviceMonitor.enabled',
    service: { 'app.kubernetes.io/name': 'cilium-agent' },
    annotated: 'pod',
    perNode: true,
    honorLabels: true,
  },
  operator: {
    metrics: [on('operator.prometheus.enabled')],
    monitor: 'operator.prometheus.serviceMonitor.enabled',
    service: { name: 'cilium-operator', 'io.cilium/app': 'operator' },
    annotated: 'pod',
    perNode: false,
    honorLabels: true,
  },
  hubble: {
    metrics: [on('hubble.enabled')],
    monitor: 'hubble.metrics.serviceMonitor.enabled',
    service: { 'k8s-app': 'hubble' },
    annotated: 'service',
    perNode: true,
    honorLabels: true,
  },
  envoy: {
    metrics: [on('envoy.prometheus.enabled')],
    monitor: 'envoy.prometheus.serviceMonitor.enabled',
    service: { 'k8s-app': 'cilium-envoy' },
    annotated: 'service',
    perNode: true,
    honorLabels: true,
  },
  'hubble-relay': {
    metrics: [off('hubble.relay.enabled'), off('hubble.relay.prometheus.enabled')],
    monitor: 'hubble.relay.prometheus.serviceMonitor.enabled',
    service: { 'app.kubernetes.io/name': 'hubble-relay' },
    perNode: false,
    optional: true,
    honorLabels: false,
  },
  'clustermesh-apiserver': {
    metrics: [off('clustermesh.useAPIServer'), on('clustermesh.apiserver.metrics.enabled')],
    monitor: 'clustermesh.apiserver.metrics.serviceMonitor.enabled',
    service: { 'app.kubernetes.io/name': 'clustermesh-apiserver', 'app.kubernetes.io/component': 'metrics' },
    perNode: false,
    optional: true,
    honorLabels: true,
  },
  kvstoremesh: {
    metrics: [
      off('clustermesh.useAPIServer'),
      on('clustermesh.apiserver.kvstoremesh.enabled'),
      on('clustermesh.apiserver.metrics.kvstoremesh.enabled'),
    ],
    monitor: 'clustermesh.apiserver.metrics.serviceMonitor.enabled',
    service: { 'app.kubernetes.io/name': 'clustermesh-apiserver', 'app.kubernetes.io/component': 'metrics' },
    perNode: false,
    optional: true,
    honorLabels: true,
  },
};

/** Components that Cilium's chart installs. */
export const CHART_COMPONENTS = Object.keys(SWITCHES) as readonly ChartComponent[];

export function isChartComponent(component: Component): component is ChartComponent {
  return component in SWITCHES;
}

/** Values of the chart that older covered minors do not have yet: path -> first minor (Cilium's chart, values.yaml). */
export const VALUE_SINCE: Readonly<Record<string, Minor>> = {
  'prometheus.metricsService': '1.17',
  'operator.prometheus.metricsService': '1.17',
  'hubble.metrics.dynamic': '1.17',
  'prometheus.serviceMonitor.scrapeTimeout': '1.18',
  'operator.prometheus.tls': '1.19',
};
