import type { Mistake } from './mistake.ts';
import { W } from './mistake.ts';

/** Names and labels that the reference documentation of Cilium has wrong. */
export const docErrors: readonly Mistake[] = [
  ['endpoint state is called state', 'sum by (state) (cilium_endpoint_state)', 'label-known', 'use endpoint_state'],
  [
    'the redirected protocol is called protocol',
    'sum by (protocol) (cilium_proxy_redirects)',
    'label-known',
    'use protocol_l7',
  ],
  [
    'Kubernetes events have an outcome',
    `sum by (outcome) (rate(cilium_kubernetes_events_total${W}))`,
    'label-known',
    'use status',
  ],
  [
    'received events have a validity',
    `sum by (validity) (rate(cilium_kubernetes_events_received_total${W}))`,
    'label-known',
    'use valid',
  ],
  [
    'garbage collection of conntrack has other labels',
    'sum by (datapath_family) (cilium_datapath_conntrack_gc_entries)',
    'label-known',
    'family',
  ],
  [
    'the API histogram lacks agent in its name',
    `sum(rate(cilium_api_process_time_seconds_count${W}))`,
    'metric-known',
    'cilium_agent_api_process_time_seconds',
  ],
  [
    'the operator has no generic IPAM API histogram',
    `sum(rate(cilium_operator_ipam_api_duration_seconds_count${W}))`,
    'metric-known',
    'cilium_operator_ec2_api_duration_seconds or cilium_operator_azure_api_duration_seconds',
  ],
  ['jobs are still listed', `sum(rate(cilium_jobs_errors_total${W}))`, 'metric-known', 'cilium_jobs_errors_total'],
  [
    'the identity timer has its old name',
    `sum(rate(cilium_identity_cache_timer_duration_count${W}))`,
    'metric-known',
    'cilium_identity_updater_timer_duration',
  ],
  [
    'NAT connections per endpoint are filed under kvstoremesh',
    'max(cilium_kvstoremesh_nat_endpoint_max_connection)',
    'metric-known',
    'cilium_nat_endpoint_max_connection',
  ],
  [
    'status of network policies outlived its metric in the docs',
    `sum(rate(cilium_k8s_cnp_status_completion_seconds_count${W}))`,
    'metric-known',
    'exists only in Cilium 1.16 and 1.17',
  ],
  [
    'policy regeneration outlived its metric in the docs',
    `sum(rate(cilium_policy_regeneration_total${W}))`,
    'metric-known',
    'cilium_endpoint_regenerations_total',
  ],
  [
    'the dynamic exporter has a source',
    'hubble_dynamic_exporter_up{source="x"}',
    'label-known',
    'name',
    { settings: { metrics: ['+hubble_dynamic_exporter_up'] } },
  ],
  [
    'ipcache events are said to be on',
    `sum(rate(cilium_ipcache_events_total${W}))`,
    'metric-switched-on',
    '+cilium_ipcache_events_total',
  ],
];
