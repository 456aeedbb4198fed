import type { Component } from '../catalog/facts.ts';
import { COMPONENTS } from '../catalog/facts.ts';
import type { ComponentSelector, ScrapeKind } from './settings.ts';

const CONTEXT = 'labelsContext=source_namespace,source_workload,destination_namespace,destination_workload';

/**
 * Handlers of the Cilium quickstart, each with the labels that let a board name both ends of a flow. Workloads, not
 * pods or IPs: pod labels cost a series per pod, and IP series are never cleaned up (cilium#23385, cilium#31889).
 */
export const DEFAULT_HUBBLE_METRICS: readonly string[] = [
  `dns:${CONTEXT}`,
  `drop:${CONTEXT}`,
  `tcp:${CONTEXT}`,
  `flow:${CONTEXT}`,
  `port-distribution`,
  `icmp:${CONTEXT}`,
  `httpV2:exemplars=true;${CONTEXT}`,
];

const everywhere = ['job', 'instance', 'namespace', 'pod'];
const monitored = [...everywhere, 'container', 'service', 'endpoint'];

/** Label that relabelings give the node's name to. `instance` is never touched: it tells targets apart. */
export function madeNodeLabel(nodeLabel: string): string {
  return nodeLabel === 'instance' ? 'node' : nodeLabel;
}

/**
 * Labels targets carry. ServiceMonitors: chart templates of 1.16 to 1.20 (the node label comes from a relabeling that
 * only the DaemonSets' monitors have; targetLabels copy `k8s_app` and `io_cilium_app`). Annotations: the two jobs of
 * `out/helm`, which copy labels of the pod, or of the service where that is what the chart annotates.
 * @param nodeLabel another name than the chart's: what the build emits for scraping makes it
 */
export function defaultTargetLabels(kind: ScrapeKind, nodeLabel = 'node'): Record<Component, readonly string[]> {
  const named = madeNodeLabel(nodeLabel);
  const node = ['agent', 'hubble', 'envoy'];
  const annotated: Partial<Record<Component, readonly string[]>> = {
    agent: ['k8s_app'],
    operator: ['io_cilium_app'],
    hubble: ['service', 'k8s_app'],
    envoy: ['service', 'k8s_app'],
  };
  const app: Partial<Record<Component, string>> = { agent: 'k8s_app', envoy: 'k8s_app', operator: 'io_cilium_app' };
  const labels = (component: Component): readonly string[] => {
    if (kind === 'annotations') {
      return [...everywhere, named, ...(annotated[component] ?? ['service', 'k8s_app', 'io_cilium_app'])];
    }
    return [...monitored, ...(node.includes(component) ? [named] : []), ...(app[component] ? [app[component]] : [])];
  };
  const all = Object.fromEntries(COMPONENTS.map((component) => [component, labels(component)]));
  return {
    ...(all as Record<Component, readonly string[]>),
    scrape: [...monitored, named, 'k8s_app', 'io_cilium_app'],
  };
}

/** What singles out a component's targets: the chart's job names, or the pod labels that annotation jobs map. */
export function defaultTargets(kind: ScrapeKind): Record<Component, ComponentSelector> {
  const monitors: Record<Component, ComponentSelector> = {
    agent: { job: 'cilium-agent' },
    operator: { job: 'cilium-operator' },
    hubble: { job: 'hubble-metrics' },
    'hubble-relay': { job: 'hubble-relay-metrics' },
    envoy: { job: 'cilium-envoy' },
    'clustermesh-apiserver': { job: 'clustermesh-apiserver-metrics', endpoint: 'apiserv-metrics' },
    kvstoremesh: { job: 'clustermesh-apiserver-metrics', endpoint: 'kvmesh-metrics' },
    'kube-state-metrics': { job: 'kube-state-metrics' },
    certificates: {},
    scrape: {},
  };
  const annotated: Record<Component, ComponentSelector> = {
    ...monitors,
    agent: { k8s_app: 'cilium' },
    operator: { io_cilium_app: 'operator' },
    hubble: { k8s_app: 'hubble' },
    'hubble-relay': { k8s_app: 'hubble-relay' },
    envoy: { k8s_app: 'cilium-envoy' },
    'clustermesh-apiserver': { service: 'clustermesh-apiserver-metrics' },
    kvstoremesh: { service: 'clustermesh-apiserver-metrics' },
  };
  return kind === 'annotations' ? annotated : monitors;
}
