import type { Component } from '../catalog/facts.ts';
import type { Settings } from '../settings/settings.ts';
import { unitRandom } from './random.ts';

/** One scraped endpoint: a process of one component, with the labels Prometheus puts on all its series. */
export interface Target {
  readonly component: Component;
  /** Name of the node the pod runs on. */
  readonly node: string;
  /** Position of the node, or of the replica. */
  readonly index: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** What each component's pods look like. Ports, names and labels are those of the Helm chart, 1.16 to 1.20. */
const PODS: Readonly<
  Record<
    Exclude<Component, 'scrape'>,
    { pod: string; container: string; service: string; endpoint: string; port: number; app: string }
  >
> = {
  agent: {
    pod: 'cilium',
    container: 'cilium-agent',
    service: 'cilium-agent',
    endpoint: 'metrics',
    port: 9962,
    app: 'cilium',
  },
  operator: {
    pod: 'cilium-operator',
    container: 'cilium-operator',
    service: 'cilium-operator',
    endpoint: 'metrics',
    port: 9963,
    app: 'operator',
  },
  envoy: {
    pod: 'cilium-envoy',
    container: 'cilium-envoy',
    service: 'cilium-envoy',
    endpoint: 'envoy-metrics',
    port: 9964,
    app: 'cilium-envoy',
  },
  hubble: {
    pod: 'cilium',
    container: 'cilium-agent',
    service: 'hubble-metrics',
    endpoint: 'hubble-metrics',
    port: 9965,
    app: 'hubble',
  },
  'hubble-relay': {
    pod: 'hubble-relay',
    container: 'hubble-relay',
    service: 'hubble-relay-metrics',
    endpoint: 'metrics',
    port: 9966,
    app: 'hubble-relay',
  },
  'clustermesh-apiserver': {
    pod: 'clustermesh-apiserver',
    container: 'apiserver',
    service: 'clustermesh-apiserver-metrics',
    endpoint: 'apiserv-metrics',
    port: 9962,
    app: 'clustermesh-apiserver',
  },
  kvstoremesh: {
    pod: 'clustermesh-apiserver',
    container: 'kvstoremesh',
    service: 'clustermesh-apiserver-metrics',
    endpoint: 'kvmesh-metrics',
    port: 9964,
    app: 'clustermesh-apiserver',
  },
};

/** Components on every node; the others have the given number of replicas. */
const PER_NODE: readonly Component[] = ['agent', 'hubble', 'envoy'];
const REPLICAS: Partial<Record<Component, number>> = { operator: 2 };

/** `n01` to `n50`, or as many digits as it takes. */
export function nodeNames(count: number): readonly string[] {
  const digits = Math.max(2, String(count).length);
  return Array.from({ length: count }, (_, index) => `n${String(index + 1).padStart(digits, '0')}`);
}

/** Every target of a cluster. */
export function targetsOf(
  settings: Settings,
  nodes: readonly string[],
  clusterName: string,
  seed: number,
): readonly Target[] {
  const components = Object.keys(PODS) as (keyof typeof PODS)[];
  return components.flatMap((component) => {
    const size = PER_NODE.includes(component) ? nodes.length : (REPLICAS[component] ?? 1);
    return Array.from({ length: size }, (_, index) => {
      const node = nodes[index % nodes.length] ?? 'n01';
      return { component, node, index, labels: targetLabels(settings, component, { node, index, clusterName, seed }) };
    });
  });
}

interface Where {
  readonly node: string;
  readonly index: number;
  readonly clusterName: string;
  readonly seed: number;
}

/** The labels the settings list for the component; what selects its targets in the settings wins over the chart's. */
function targetLabels(
  settings: Settings,
  component: keyof typeof PODS,
  where: Where,
): Readonly<Record<string, string>> {
  const { pod, container, service, endpoint, port, app } = PODS[component];
  const { node, index, clusterName, seed } = where;
  const suffix = unitRandom(seed, `${clusterName}/${pod}/${index}`).toString(36).slice(2, 7);
  const known: Record<string, string> = {
    job: settings.scrape.kind === 'annotations' ? 'kubernetes-pods' : service,
    instance: `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}:${port}`,
    namespace: 'kube-system',
    pod: `${pod}-${suffix}`,
    container,
    service,
    endpoint,
    node,
    k8s_app: app,
    io_cilium_app: app,
    ...settings.targets[component],
    ...settings.selectors[component],
    [settings.scrape.nodeLabel]: settings.scrape.nodeLabel === 'instance' ? `${node}:${port}` : node,
  };
  const labels: Record<string, string> = {};
  for (const label of settings.scrape.labels[component]) labels[label] = known[label] ?? `${label}-1`;
  if (settings.clusterLabel) labels[settings.clusterLabel] = clusterName;
  return labels;
}
