import { parse } from 'yaml';
import { PODS } from '../../../src/catalog/pods.ts';
import type { ChartComponent } from '../../../src/catalog/switches.ts';
import { SWITCHES } from '../../../src/catalog/switches.ts';
import { discovered, discoveredPorts } from './discovery.ts';
import type { Installed, Values } from './installed.ts';
import { valueAt } from './installed.ts';
import type { Process } from './processes.ts';

type Relabeling = Readonly<Record<string, unknown>>;
export interface ScrapeConfig {
  readonly job_name: string;
  readonly static_configs: readonly unknown[];
  readonly [field: string]: unknown;
}

/** What kube-prometheus-stack selects by when it is told nothing: the name of its own release. */
const RELEASE = { release: 'kube-prometheus-stack' };

/**
 * The scrape configs of a Prometheus of kube-prometheus-stack: one per ServiceMonitor of Cilium's chart it selects, and
 * the additional ones of its values. Static targets stand in for service discovery.
 */
export function scrapeConfigs(
  installed: Installed,
  stackYaml: string,
  processes: readonly Process[],
): readonly ScrapeConfig[] {
  const stack = (valueAt((parse(stackYaml) ?? {}) as Values, 'prometheus.prometheusSpec') ?? {}) as Values;
  const additional = (stack['additionalScrapeConfigs'] ?? []) as readonly ScrapeConfig[];
  return [
    ...installed.monitored
      .filter((component) => isSelected(installed, component, stack))
      .map((component) => monitorJob(installed, component, stack, processes)),
    ...additional.map((job) => annotationJob(job, installed, processes)),
  ];
}

function isSelected({ values }: Installed, component: ChartComponent, stack: Values): boolean {
  const labels = (valueAt(values, `${monitorPath(component)}.labels`) ?? {}) as Readonly<Record<string, string>>;
  const selector = (stack['serviceMonitorSelector'] as { matchLabels?: Readonly<Record<string, string>> } | undefined)
    ?.matchLabels;
  const byRelease = stack['serviceMonitorSelectorNilUsesHelmValues'] !== false ? RELEASE : {};
  return Object.entries(selector ?? byRelease).every(([name, value]) => labels[name] === value);
}

/** As prometheus-operator writes it (pkg/prometheus/promcfg.go), without what only discovery needs. */
function monitorJob(
  installed: Installed,
  component: ChartComponent,
  stack: Values,
  processes: readonly Process[],
): ScrapeConfig {
  const { perNode, honorLabels } = SWITCHES[component];
  const { service } = PODS[component];
  const copied = component === 'operator' ? ['io_cilium_app'] : component === 'hubble' ? [] : ['k8s_app'];
  const node = { sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node', replacement: '${1}' };
  const own = valueAt(installed.values, `${monitorPath(component)}.relabelings`) as readonly Relabeling[] | undefined;
  const classes = (stack['scrapeClasses'] ?? []) as readonly {
    default?: boolean;
    relabelings?: readonly Relabeling[];
  }[];
  const copy = (from: string, to: string): Relabeling => ({ sourceLabels: [from], targetLabel: to });
  return {
    job_name: `serviceMonitor/kube-system/${service}/0`,
    honor_labels: honorLabels,
    static_configs: ofComponent(processes, component).map((process) => discovered('endpoints', process, installed)),
    relabel_configs: [
      copy('job', '__tmp_prometheus_job_name'),
      copy('__meta_kubernetes_namespace', 'namespace'),
      copy('__meta_kubernetes_service_name', 'service'),
      copy('__meta_kubernetes_pod_name', 'pod'),
      copy('__meta_kubernetes_pod_container_name', 'container'),
      copy('__meta_kubernetes_service_name', 'job'),
      ...copied.map((label) => ({ ...copy(`__meta_kubernetes_service_label_${label}`, label), regex: '(.+)' })),
      { targetLabel: 'endpoint', replacement: PODS[component].endpoint },
      ...(classes.find((one) => one.default)?.relabelings ?? []),
      ...(own ?? (perNode ? [node] : [])),
    ].map(snake),
  };
}

/** A job that follows annotations: its own words, on targets of the role it discovers. */
function annotationJob(job: ScrapeConfig, installed: Installed, processes: readonly Process[]): ScrapeConfig {
  const { kubernetes_sd_configs: discoveries, scrape_interval: _, ...rest } = job;
  const [{ role } = { role: 'pod' as const }] = (discoveries ?? []) as readonly { role: 'pod' | 'endpoints' }[];
  return { ...rest, static_configs: processes.flatMap((process) => discoveredPorts(role, process, installed)) };
}

function ofComponent(processes: readonly Process[], component: ChartComponent): readonly Process[] {
  return processes.filter((process) => process.component === component);
}

function monitorPath(component: ChartComponent): string {
  return (SWITCHES[component].monitor ?? '').replace(/\.enabled$/, '');
}

/** `sourceLabels` of the custom resource is `source_labels` of the configuration. */
export function snake(relabeling: Relabeling): Relabeling {
  return Object.fromEntries(
    Object.entries(relabeling).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}
