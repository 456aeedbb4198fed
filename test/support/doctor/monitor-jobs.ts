import { parse } from 'yaml';
import { PODS } from '../../../src/catalog/pods.ts';
import type { Artifact } from '../../../src/model/model.ts';
import { discovered } from './discovery.ts';
import type { Installed } from './installed.ts';
import type { Process } from './processes.ts';
import type { ScrapeConfig } from './scrape-configs.ts';
import { snake } from './scrape-configs.ts';

interface Endpoint {
  readonly port: string;
  readonly path: string;
  readonly honorLabels: boolean;
  readonly relabelings: readonly Readonly<Record<string, unknown>>[];
}
interface Monitor {
  readonly kind: 'PodMonitor' | 'ServiceMonitor';
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly podTargetLabels?: readonly string[];
    readonly targetLabels?: readonly string[];
    readonly podMetricsEndpoints?: readonly Endpoint[];
    readonly endpoints?: readonly Endpoint[];
  };
}

/** Names of the container ports in the chart's DaemonSets and Deployment. */
const PORTS: Readonly<Record<string, string>> = {
  agent: 'prometheus',
  operator: 'prometheus',
  hubble: 'hubble-metrics',
  envoy: 'envoy-metrics',
};

/** The scrape configs that prometheus-operator makes of monitors (pkg/prometheus/promcfg.go), discovery left out. */
export function monitorJobs(
  artifacts: readonly Artifact[],
  installed: Installed,
  processes: readonly Process[],
): readonly ScrapeConfig[] {
  const monitors = artifacts.filter(({ kind }) => kind === 'monitor').map(({ text }) => parse(text) as Monitor);
  return monitors.flatMap((monitor) => {
    const { podMetricsEndpoints, endpoints } = monitor.spec;
    return (podMetricsEndpoints ?? endpoints ?? []).map((endpoint, index) =>
      jobOf(monitor, endpoint, index, installed, processes),
    );
  });
}

function jobOf(
  { kind, metadata, spec }: Monitor,
  { port, path, honorLabels, relabelings }: Endpoint,
  index: number,
  installed: Installed,
  processes: readonly Process[],
): ScrapeConfig {
  const [of, role] = kind === 'PodMonitor' ? (['pod', 'pod'] as const) : (['service', 'endpoints'] as const);
  const labelOf = (label: string) => `__meta_kubernetes_${of}_label_${label.replace(/[^\w]/g, '_')}`;
  const targets = processes
    .filter(({ component }) => (of === 'pod' ? PORTS[component] : PODS[component].endpoint) === port)
    .map((process) => discovered(role, process, installed))
    .filter(({ labels }) =>
      Object.entries(spec.selector.matchLabels).every(([key, value]) => labels[labelOf(key)] === value),
    );
  const copy = (from: string, to: string) => ({ source_labels: [from], target_label: to });
  return {
    job_name: `${kind}/${metadata.namespace}/${metadata.name}/${index}`,
    honor_labels: honorLabels,
    metrics_path: path,
    static_configs: targets,
    relabel_configs: [
      copy('__meta_kubernetes_namespace', 'namespace'),
      ...(of === 'service' ? [copy('__meta_kubernetes_service_name', 'service')] : []),
      copy('__meta_kubernetes_pod_container_name', 'container'),
      copy('__meta_kubernetes_pod_name', 'pod'),
      ...[...(spec.podTargetLabels ?? []), ...(spec.targetLabels ?? [])].map((label) => ({
        ...copy(labelOf(label), label.replace(/[^\w]/g, '_')),
        regex: '(.+)',
      })),
      of === 'service'
        ? copy('__meta_kubernetes_service_name', 'job')
        : { target_label: 'job', replacement: `${metadata.namespace}/${metadata.name}` },
      { target_label: 'endpoint', replacement: port },
      ...relabelings.map(snake),
    ],
  };
}
