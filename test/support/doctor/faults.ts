import type { Lab } from './lab.ts';
import type { ScrapeConfig } from './scrape-configs.ts';
import { ANNOTATIONS, MONITORS } from './stacks.ts';
import { ANNOTATED, MONITORED } from './values.ts';

/** A mistake between values and Prometheus, as people make it (numbers: rows of the fault table this follows). */
export interface DoctorFault {
  readonly name: string;
  readonly kind: 'serviceMonitor' | 'annotations';
  readonly values: string;
  readonly stack: string;
  readonly spoil?: Lab['spoil'];
  readonly silent?: RegExp;
  /** Gives something on the healthy cluster, and nothing with the fault. */
  readonly loses?: string;
  /** Gives nothing on the healthy cluster, and something with the fault. */
  readonly gains?: string;
  /** A query beside our own content, where that asks for nothing of the kind. */
  readonly reads?: string;
  /** Keys of findings one of which must be the cause that is named; the first is the best. */
  readonly keys: readonly string[];
  /** Keys of other findings that follow from the same mistake. */
  readonly also?: readonly string[];
}

const CONTEXT = ':labelsContext=source_namespace,source_workload,destination_namespace,destination_workload';

/** Text that must be there: a fault that changes nothing would prove nothing. */
function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`not in the values: ${from}`);
  return text.replaceAll(from, to);
}

const monitored = (
  name: string,
  rest: Omit<DoctorFault, 'name' | 'kind' | 'values' | 'stack'> & Partial<DoctorFault>,
) => ({
  name,
  kind: 'serviceMonitor' as const,
  values: MONITORED,
  stack: MONITORS,
  ...rest,
});

const again = (job: ScrapeConfig): ScrapeConfig => ({ ...job, job_name: `${job.job_name}/again` });
const isOf = (component: string) => (job: ScrapeConfig) => job.job_name.includes(`/${component}/`);
/** A port that a firewall closes: nothing listens on it. */
const closed = (job: ScrapeConfig): ScrapeConfig => ({
  ...job,
  static_configs: (job.static_configs as readonly { readonly labels: unknown }[]).map(({ labels }, index) => ({
    targets: [`127.0.0.1:${index + 1}`],
    labels,
  })),
});

export const DOCTOR_FAULTS: readonly DoctorFault[] = [
  {
    name: '1.1 jobs that do not copy k8s_app, which content selects by',
    kind: 'annotations',
    values: ANNOTATED,
    stack: replaced(ANNOTATIONS, '_label_(.+)', '_label_(app_kubernetes_io_.+)'),
    loses: 'cilium_forward_count_total{k8s_app="cilium"}',
    keys: ['label-never-made agent k8s_app'],
  },
  monitored('1.2 the quickstart, with contexts on httpV2 only', {
    values: ['dns', 'drop', 'tcp', 'flow', 'icmp'].reduce(
      (values, handler) => replaced(values, `- ${handler}${CONTEXT}`, `- ${handler}`),
      MONITORED,
    ),
    loses: 'hubble_drop_total{source_namespace=~".+"}',
    keys: ['context-missing dns'],
    also: ['drop', 'tcp', 'flow', 'icmp'].map((handler) => `context-missing ${handler}`),
  }),
  monitored('1.4 monitors without the release label that Prometheus selects by', {
    stack: replaced(
      MONITORS,
      'serviceMonitorSelectorNilUsesHelmValues: false',
      'serviceMonitorSelectorNilUsesHelmValues: true',
    ),
    loses: 'up',
    keys: ['monitor-not-selected', 'no-target any'],
  }),
  monitored('1.6 a monitor of agents whose metrics are off', {
    values: replaced(MONITORED, '\nprometheus:\n  enabled: true', '\nprometheus:\n  enabled: false'),
    loses: 'cilium_forward_count_total',
    keys: ['component-off agent', 'no-target agent'],
  }),
  monitored('1.6 a monitor of Hubble without a list of handlers', {
    values: MONITORED.replace(/enabled:\n(?: {6}- .*\n)+/, 'enabled: null\n'),
    loses: 'hubble_flows_processed_total',
    keys: ['component-off hubble', 'no-target hubble'],
  }),
  monitored('1.7 agents scraped by two jobs', {
    spoil: (jobs) => [
      ...jobs,
      ...jobs.filter(isOf('cilium-agent')).map((job) => relabelled(again(job), 'kubernetes-pods')),
    ],
    gains: 'count by (pod) (cilium_forward_count_total{direction="EGRESS"}) > 1',
    keys: ['scraped-twice agent'],
  }),
  monitored('1.7 Envoy, annotated on pod and service, scraped twice', {
    spoil: (jobs) => [
      ...jobs,
      ...jobs.filter(isOf('cilium-envoy')).map((job) => relabelled(again(job), 'kubernetes-pods')),
    ],
    gains: 'count by (pod) (envoy_server_live) > 1',
    keys: ['scraped-twice envoy'],
  }),
  monitored('1.8 relabelings that replace the one that makes the node', {
    values: MONITORED.replace('\nprometheus:\n  enabled: true\n  serviceMonitor:', '$&\n    relabelings: []'),
    loses: 'cilium_forward_count_total{node=~".+"}',
    keys: ['label-never-made agent node'],
  }),
  monitored('1.9 no label that names the cluster', {
    stack: MONITORS.replace(/\n {4}scrapeClasses:[\s\S]*$/, '\n'),
    loses: 'cilium_forward_count_total{cluster=~".+"}',
    keys: ['cluster-label-missing'],
  }),
  monitored('1.10 a firewall before the port of the agents', {
    spoil: (jobs) => jobs.map((job) => (isOf('cilium-agent')(job) ? closed(job) : job)),
    loses: 'up{job="cilium-agent"} == 1',
    keys: ['target-down agent'],
  }),
  monitored('1.11 no traffic through the L7 proxy', {
    silent: /^hubble_(http|dns)_/,
    loses: '{__name__=~"hubble_(http|dns)_.+"}',
    keys: ['l7-policy-needed httpV2'],
    also: ['l7-policy-needed dns'],
  }),
  monitored('1.13 http in the place of httpV2', {
    values: replaced(MONITORED, '- httpV2:', '- http:'),
    gains: 'hubble_http_responses_total',
    keys: ['handler-v1', 'handler-missing httpV2'],
  }),
  monitored('1.14 dns without the option that makes its query label', {
    loses: 'hubble_dns_queries_total{query=~".+"}',
    reads: 'sum by (query) (rate(hubble_dns_queries_total[5m]))',
    keys: ['option-missing dns query'],
  }),
  monitored('1.16 static and dynamic metrics of Hubble at once', {
    values: replaced(
      MONITORED,
      '    serviceMonitor:\n      enabled: true\nprometheus:',
      '    serviceMonitor:\n      enabled: true\n    dynamic:\n      enabled: true\nprometheus:',
    ),
    loses: 'hubble_flows_processed_total',
    keys: ['hubble-static-and-dynamic', 'no-target hubble'],
  }),
  monitored('1.19 a family that is off until it is asked for', {
    loses: 'cilium_bpf_syscall_duration_seconds_count',
    reads: 'sum by (operation) (rate(cilium_bpf_syscall_duration_seconds_count[5m]))',
    keys: ['metric-off cilium_bpf_syscall_duration_seconds'],
  }),
  monitored('a second cluster that reports all but Hubble', {
    spoil: (jobs) => [
      ...jobs,
      ...jobs.filter((job) => !isOf('hubble-metrics')(job)).map((job) => relabelled(again(job), 'prod-b', 'cluster')),
    ],
    gains: 'group by (cluster) (cilium_forward_count_total) unless group by (cluster) (hubble_flows_processed_total)',
    keys: ['cluster-half prod-b'],
  }),
  monitored('a handler that is not in the list', {
    values: replaced(MONITORED, `      - drop${CONTEXT}\n`, ''),
    loses: 'hubble_drop_total',
    keys: ['handler-missing drop'],
  }),
];

function relabelled(job: ScrapeConfig, value: string, label = 'job'): ScrapeConfig {
  const relabelings = job['relabel_configs'] as readonly unknown[];
  return { ...job, relabel_configs: [...relabelings, { target_label: label, replacement: value }] };
}

/** Nothing wrong, and with it all that the faults take away. */
export const HEALTHY = {
  serviceMonitor: {
    values: MONITORED.replace('- dns:', '- dns:query;').replace(
      '\nprometheus:\n  enabled: true',
      '$&\n  metrics: [+cilium_bpf_syscall_duration_seconds]',
    ),
    stack: MONITORS,
  },
  annotations: { values: ANNOTATED, stack: ANNOTATIONS },
};
