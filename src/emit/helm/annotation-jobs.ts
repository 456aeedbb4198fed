import type { Json } from '../../model/dashboard.ts';
import { renderDuration } from '../../promql/duration.ts';
import { madeNodeLabel } from '../../settings/defaults.ts';
import type { Settings } from '../../settings/settings.ts';

/** Labels of pods and services that content selects targets by, as Kubernetes' discovery spells them. */
const APP_LABELS = ['k8s_app', 'io_cilium_app'];

/**
 * Jobs that follow `prometheus.io/*` annotations, on pods and on the services before them. Each process is scraped
 * once: what the pod announces by itself is left out behind its service (Envoy of some charts is annotated twice,
 * cilium#40532).
 */
export function annotationJobs(settings: Settings): readonly Json[] {
  return [job('kubernetes-pods', 'pod', settings), job('kubernetes-endpoints', 'endpoints', settings)];
}

function job(name: string, role: 'pod' | 'endpoints', settings: Settings): Json {
  const { clusterLabel, scrape, kubernetes } = settings;
  const of = role === 'pod' ? 'pod' : 'service';
  const annotation = (what: string, on: string = of) => `__meta_kubernetes_${on}_annotation_prometheus_io_${what}`;
  const copy = (from: string, to: string): Json => ({ source_labels: [`__meta_kubernetes_${from}`], target_label: to });
  return {
    job_name: name,
    // as the chart's monitors: labels of the metric win
    honor_labels: true,
    scrape_interval: renderDuration(scrape.interval),
    kubernetes_sd_configs: [{ role }],
    relabel_configs: [
      { source_labels: [annotation('scrape')], regex: 'true', action: 'keep' },
      ...(role === 'endpoints'
        ? onlyOfService(annotation)
        : [
            {
              source_labels: ['__meta_kubernetes_pod_phase'],
              regex: 'Pending|Succeeded|Failed|Completed',
              action: 'drop',
            },
          ]),
      { source_labels: [annotation('scheme')], regex: '(https?)', target_label: '__scheme__' },
      { source_labels: [annotation('path')], regex: '(.+)', target_label: '__metrics_path__' },
      {
        source_labels: ['__address__', annotation('port')],
        regex: '(.+?)(?::\\d+)?;(\\d+)',
        replacement: '$1:$2',
        target_label: '__address__',
      },
      copy('namespace', 'namespace'),
      copy('pod_name', 'pod'),
      ...(role === 'endpoints' ? [copy('service_name', 'service')] : []),
      ...APP_LABELS.map((label) => copy(`${of}_label_${label}`, label)),
      copy('pod_node_name', madeNodeLabel(scrape.nodeLabel)),
      ...(clusterLabel ? [{ target_label: clusterLabel, replacement: kubernetes.clusterName }] : []),
    ],
  };
}

/** Drops what its pod announces on the same port. Without an annotation on the pod the port is `none`, which equals nothing. */
function onlyOfService(annotation: (what: string, on?: string) => string): readonly Json[] {
  return [
    { target_label: '__tmp_pod_port', replacement: 'none' },
    {
      source_labels: [annotation('scrape', 'pod'), annotation('port', 'pod')],
      regex: 'true;(\\d+)',
      target_label: '__tmp_pod_port',
    },
    { source_labels: [annotation('port')], action: 'dropequal', target_label: '__tmp_pod_port' },
  ];
}
