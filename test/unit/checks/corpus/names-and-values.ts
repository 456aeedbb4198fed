import type { Mistake } from './mistake.ts';
import { W } from './mistake.ts';

/** Names, labels and values that are not there. */
export const namesAndValues: readonly Mistake[] = [
  ['a bracket that is not closed', 'sum(cilium_endpoint', 'promql-syntax', 'ends too early'],
  [
    'a histogram without the part that is meant',
    'cilium_agent_api_process_time_seconds',
    'metric-known',
    'is a histogram',
  ],
  ['a misspelt metric', 'cilium_endpoint_stat', 'metric-known', 'cilium_endpoint_state'],
  [
    'a metric that went with 1.17',
    'max(cilium_node_connectivity_status)',
    'metric-known',
    'exists only in Cilium 1.16 and 1.17',
  ],
  [
    'a status under the handler of old',
    `sum by (status) (rate(hubble_http_requests_total{reporter="server"}${W}))`,
    'label-known',
    'only the Hubble handler httpV2 makes it',
    { settings: { hubble: { metrics: ['http'] } } },
  ],
  ['a handler that is off', `sum(rate(hubble_policy_verdicts_total${W}))`, 'hubble-handler', 'add policy'],
  [
    'a metric of unknown birth',
    'max(cilium_nat_endpoint_max_connection)',
    'metric-unverified',
    '1.16',
    { minors: { from: '1.16', until: '1.17' } },
  ],
  ['a label of the next minor', 'sum by (node, cidr) (cilium_ipam_capacity)', 'label-known', 'only Cilium 1.20 has it'],
  [
    'a label of the minor before',
    'sum by (vrouter) (cilium_bgp_control_plane_session_state)',
    'label-known',
    'in Cilium 1.20: only Cilium',
  ],
  [
    'a target label of other components',
    'sum by (k8s_app) (rate(cilium_operator_process_cpu_seconds_total[$__rate_interval]))',
    'label-known',
    'targets of component operator carry job',
  ],
  [
    'a node label that operators lack',
    'max by (node) (cilium_operator_process_resident_memory_bytes)',
    'label-known',
    'list it in scrape.labels',
  ],
  [
    'a label the inner sum drops',
    `max by (reason) (sum by (node) (rate(cilium_drop_count_total${W})))`,
    'label-known',
    'keeps only node',
  ],
  [
    'a pairing by a label of one side',
    `sum by (node) (rate(cilium_drop_count_total${W})) / on (reason) sum by (reason) (rate(cilium_drop_count_total${W}))`,
    'label-known',
    'on (reason), left of /',
  ],
  [
    'a label group_left cannot bring',
    `sum by (node, reason) (rate(cilium_drop_count_total${W})) * on (node) group_left (version) (sum by (node) (cilium_process_max_fds))`,
    'label-known',
    'group_left (version)',
  ],
  [
    'a label_replace from nowhere',
    `label_replace(sum by (node) (rate(cilium_drop_count_total${W})), "host", "$1", "pod", "(.*)")`,
    'label-known',
    'label_replace from pod',
  ],
  [
    'a variable of values no series has',
    'label_values(cilium_endpoint_state, state)',
    'label-known',
    'use endpoint_state',
    { use: 'variable', label: 'state' },
  ],
  [
    'an outcome that excludes nothing',
    `sum(rate(cilium_bpf_map_ops_total{outcome!="failure"}${W}))`,
    'label-value',
    'excludes nothing',
  ],
  [
    'one wrong among right alternatives',
    `sum(rate(cilium_drop_count_total{direction=~"EGRESS|ingress"}${W}))`,
    'label-value',
    'use "INGRESS"',
  ],
  [
    'alternatives that leave a minor out',
    `sum(rate(cilium_policy_change_total{outcome=~"fail|failed"}${W}))`,
    'label-value',
    'in Cilium 1.18 and 1.19',
  ],
];
