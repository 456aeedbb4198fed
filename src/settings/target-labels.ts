import type { PodComponent } from '../catalog/pods.ts';
import { PODS } from '../catalog/pods.ts';
import type { Settings } from './settings.ts';

/** One pod of a component. */
export interface Where {
  readonly node: string;
  /** Position of the node, or of the replica: makes the address. */
  readonly index: number;
  readonly clusterName: string;
  /** What the ReplicaSet or DaemonSet appends to the pod's name. */
  readonly suffix: string;
}

/** Labels of a target: those the settings list for the component; what selects its targets wins over the chart's. */
export function targetLabels(
  settings: Settings,
  component: PodComponent,
  { node, index, clusterName, suffix }: Where,
): Readonly<Record<string, string>> {
  const { pod, container, service, endpoint, port, ownAddress, app } = PODS[component];
  const known: Record<string, string> = {
    job: settings.scrape.kind === 'annotations' ? 'kubernetes-pods' : service,
    instance: `${addressOf(index, ownAddress)}:${port}`,
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

/** Of the node, or of the pod in its node's /24, when it is not on the host network. */
function addressOf(index: number, own: number | undefined): string {
  return own === undefined
    ? `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}`
    : `10.${244 + Math.floor(index / 250)}.${index % 250}.${own}`;
}
