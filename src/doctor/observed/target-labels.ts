import type { Component } from '../../catalog/facts.ts';
import { isChartComponent, SWITCHES } from '../../catalog/switches.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Finding, Remedy } from '../finding.ts';

/** A label that scraping should make and nothing does. */
export function labelNeverMade(component: Component, label: string, source: string, settings: Settings): Finding {
  return {
    code: 'label-never-made',
    key: `label-never-made ${component} ${label}`,
    severity: 'error',
    summary: `Nothing makes the label ${label} on targets of ${component}, which content selects or groups by.`,
    evidence: [`${source}: no series of ${component} has it`],
    remedies: [relabeling(component, label, settings)],
  };
}

/** Where Kubernetes' service discovery has what a label is made of (prometheus.io, kubernetes_sd_config). */
const SOURCES: Readonly<Record<string, string>> = {
  node: 'pod_node_name',
  namespace: 'namespace',
  pod: 'pod_name',
  container: 'pod_container_name',
  service: 'service_name',
  k8s_app: 'pod_label_k8s_app',
  io_cilium_app: 'pod_label_io_cilium_app',
};

function relabeling(component: Component, label: string, { scrape }: Settings): Remedy {
  const from = `__meta_kubernetes_${SOURCES[label === scrape.nodeLabel ? 'node' : label] ?? `pod_label_${label}`}`;
  const monitor = isChartComponent(component) ? SWITCHES[component].monitor : undefined;
  if (scrape.kind === 'annotations' || !monitor) {
    return {
      kind: 'yaml',
      where: 'relabel_configs of the job that scrapes it',
      text: `- source_labels: [${from}]\n  target_label: ${label}`,
    };
  }
  return {
    kind: 'yaml',
    where: `Cilium's Helm values, ${monitor.replace(/enabled$/, 'relabelings')}`,
    text: `- sourceLabels: [${from}]\n  targetLabel: ${label}`,
  };
}
