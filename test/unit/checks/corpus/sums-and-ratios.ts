import type { Mistake } from './mistake.ts';
import { ALERT, W } from './mistake.ts';

/** Things added or divided that do not fit together. */
export const sumsAndRatios: readonly Mistake[] = [
  [
    'sides grouped differently',
    `sum by (node) (rate(cilium_drop_count_total${W})) / sum(rate(cilium_drop_count_total${W}))`,
    'ratio-labels',
    'only the left side keeps node',
  ],
  [
    'values that exclude each other',
    `rate(cilium_bpf_map_ops_total{outcome="fail"}${W}) / rate(cilium_bpf_map_ops_total{outcome="success"}${W})`,
    'ratio-labels',
    '"fail" on the left and "success" on the right',
  ],
  [
    'conditions about different things',
    'sum by (node) (rate(cilium_drop_count_total[5m])) > 1 and hour() > 8',
    'ratio-labels',
    'and pairs nothing',
    ALERT,
  ],
  [
    'unaggregated series over an aggregate',
    'cilium_endpoint_state / sum by (node) (cilium_endpoint_state)',
    'ratio-labels',
    'only the left side keeps',
  ],
  ['a share of itself', 'sum(cilium_endpoint) / sum(cilium_endpoint)', 'ratio-self', 'always 1'],
  [
    'a share paired by the label that differs',
    'sum by (node, endpoint_state) (cilium_endpoint_state{endpoint_state="ready"}) / on (node, endpoint_state) sum by (node, endpoint_state) (cilium_endpoint_state)',
    'ratio-self',
    'endpoint_state',
  ],
  [
    'both reporters by name',
    `sum(rate(hubble_http_requests_total{reporter=~"client|server"}${W}))`,
    'double-count-reporter',
    'reporter="server"',
  ],
  ['nodes times nodes', 'sum(cilium_nodes_all_num)', 'double-count-agents', 'every agent counts all nodes'],
  ['an average of views', 'avg(cilium_policy_max_revision)', 'double-count-agents', 'hides the one agent'],
  [
    'rules that contain each other',
    `sum(rate(cilium_policy_l7_total${W}))`,
    'double-count-overlap',
    'received contains',
  ],
  [
    'scopes that contain each other',
    `sum by (node) (rate(cilium_endpoint_regeneration_time_stats_seconds_sum${W}))`,
    'double-count-overlap',
    'total contains',
  ],
  [
    'limits added to what they limit',
    'sum by (api_call) (cilium_api_limiter_requests_in_flight)',
    'double-count-overlap',
    'different statistics',
  ],
  ['a version that is summed', 'sum by (version) (cilium_version)', 'constant-value', 'count it'],
  [
    'a version to multiply by',
    `sum by (node) (rate(cilium_drop_count_total${W})) * on (node) group_left (version) cilium_version`,
    'constant-value',
    'always 0',
  ],
  ['a version above zero', 'cilium_version > 0', 'constant-value', 'never holds', ALERT],
  [
    'a namespace of the agent picked on the board',
    `sum(rate(hubble_drop_total{namespace=~"$ns"}${W}))`,
    'hubble-agent-labels',
    'source_namespace',
  ],
  [
    'namespaces of agents offered to pick',
    'label_values(hubble_drop_total, namespace)',
    'hubble-agent-labels',
    'source_namespace',
    { use: 'variable', label: 'namespace' },
  ],
  ['a line per port', `sum by (port) (rate(hubble_port_distribution_total${W}))`, 'cardinality', 'a series per port'],
  [
    'a line per path of the API server',
    `sum by (path) (rate(cilium_k8s_client_api_latency_time_seconds_count${W}))`,
    'cardinality',
    'a series per path',
  ],
  [
    'drops over flows',
    `sum by (node) (rate(hubble_drop_total${W})) / sum by (node) (rate(hubble_flows_processed_total${W}))`,
    'flows-ratio',
    'counts forwarded packets several times',
  ],
  [
    'dropped flows over flows',
    `sum by (node) (rate(hubble_flows_processed_total{verdict="DROPPED"}${W})) / sum by (node) (rate(hubble_flows_processed_total${W}))`,
    'flows-ratio',
    'several times',
  ],
];
