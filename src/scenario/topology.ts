import type { Component } from '../catalog/facts.ts';
import type { PodComponent } from '../catalog/pods.ts';
import { PODS } from '../catalog/pods.ts';
import type { Settings } from '../settings/settings.ts';
import { targetLabels } from '../settings/target-labels.ts';
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

/** Components on every node; the others have the given number of replicas. */
const PER_NODE: readonly Component[] = ['agent', 'hubble', 'envoy'];
const REPLICAS: Partial<Record<Component, number>> = { operator: 2 };

/** `n01` to `n50`, or as many digits as it takes. */
export function nodeNames(count: number): readonly string[] {
  const digits = Math.max(2, String(count).length);
  return Array.from({ length: count }, (_, index) => `n${String(index + 1).padStart(digits, '0')}`);
}

/** Every target of a cluster; kube-state-metrics is for alerts alone. */
export function targetsOf(
  settings: Settings,
  nodes: readonly string[],
  clusterName: string,
  seed: number,
): readonly Target[] {
  const components = (Object.keys(PODS) as PodComponent[]).filter((component) => component !== 'kube-state-metrics');
  return components.flatMap((component) => {
    const size = PER_NODE.includes(component) ? nodes.length : (REPLICAS[component] ?? 1);
    return Array.from({ length: size }, (_, index) => {
      const node = nodes[index % nodes.length] ?? 'n01';
      const suffix = unitRandom(seed, `${clusterName}/${PODS[component].pod}/${index}`).toString(36).slice(2, 7);
      return {
        component,
        node,
        index,
        labels: targetLabels(settings, component, { node, index, clusterName, suffix }),
      };
    });
  });
}
