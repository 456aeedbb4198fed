import type { HubbleMetric } from '../settings/hubble-metrics.ts';
import type { Workload } from './workloads.ts';
import { WORLD } from './workloads.ts';

type Labels = Readonly<Record<string, string>>;

/** The labels a Hubble handler's context options make for a flow from one workload to another. */
export function contextOf(
  handler: HubbleMetric | undefined,
  source: Workload,
  destination: Workload,
  pod: number,
): Labels {
  const labels: Record<string, string> = {};
  for (const label of handler?.labels ?? []) {
    const [side, ...rest] = label.split('_');
    const end = side === 'source' ? source : destination;
    labels[label] =
      label === 'traffic_direction'
        ? direction(source, destination)
        : rest.length === 0
          ? describe(end, contextKind(handler, label), pod)
          : describe(end, rest.join('-'), pod);
  }
  return labels;
}

/** The first alternative of `sourceContext=workload|app`, which is what a flow with a known workload gets. */
function contextKind(handler: HubbleMetric | undefined, side: string): string {
  const option = new RegExp(`(?:^|[:;])${side}(?:Egress|Ingress)?Context=([^;|]+)`).exec(handler?.text ?? '');
  return option?.[1] ?? 'workload';
}

function describe(end: Workload, kind: string, pod: number): string {
  if (end === WORLD)
    return kind === 'reserved-identity' ? 'reserved:world' : kind === 'identity' ? 'reserved:world' : '';
  const name = `${end.name}-6d4cf56db6-${pod.toString(36).padStart(5, 'x')}`;
  switch (kind) {
    case 'ip':
      return `10.244.${pod % 250}.${(end.name.length * 7) % 250}`;
    case 'pod':
      return `${end.namespace}/${name}`;
    case 'pod-name':
    case 'pod-short':
      return name;
    case 'namespace':
      return end.namespace;
    case 'workload':
      return end.name;
    case 'workload-kind':
      return end.kind;
    case 'identity':
      return `k8s:app=${end.name},k8s:io.kubernetes.pod.namespace=${end.namespace}`;
    default:
      return end.name;
  }
}

function direction(source: Workload, destination: Workload): string {
  return source === WORLD ? 'ingress' : destination === WORLD ? 'egress' : 'egress';
}
