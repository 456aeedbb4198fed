import { describe, expect, it } from 'vitest';
import { queryChecks } from '../../../src/checks/queries.ts';
import type { UserSettings } from '../../../src/settings/settings.ts';
import type { LintOptions } from '../../support/lint.ts';
import { lint } from '../../support/lint.ts';

/** A query that is right, and must not be found fault with. */
type Right = readonly [name: string, expr: string, options?: LintOptions];

const W = '[$__rate_interval]';
const CLUSTER = [{ name: 'cluster' }, { name: 'node' }, { name: 'namespace' }];

const PANELS: readonly Right[] = [
  [
    'drops by reason',
    `sum by (node, reason, direction) (rate(cilium_drop_count_total${W}))`,
    { legend: '{{node}} {{reason}} {{direction}}' },
  ],
  [
    'a share of drops',
    `sum by (node) (rate(cilium_drop_count_total${W})) / (sum by (node) (rate(cilium_drop_count_total${W})) + sum by (node) (rate(cilium_forward_count_total${W})))`,
  ],
  ['an aggregation written behind', `sum(rate(cilium_drop_bytes_total{direction="EGRESS"}${W})) by (reason)`],
  ['a zero where nothing was counted', `sum(rate(cilium_drop_count_total{reason="Policy denied"}${W})) or vector(0)`],
  [
    'zeroes made of the whole',
    `sum by (node) (rate(cilium_bpf_map_ops_total{outcome="fail"}${W})) or sum by (node) (rate(cilium_bpf_map_ops_total${W})) * 0`,
  ],
  ['a total over the time range', 'sum(increase(cilium_drop_count_total[$__range]))', { instant: true }],
  ['a mean over the time range', 'sum(rate(cilium_drop_count_total[$__range]))', { instant: true }],
  ['the number of versions', 'count by (version) (cilium_version)'],
  [
    'a version joined by adding one',
    `sum by (node) (rate(cilium_drop_count_total${W})) * on (node) group_left (version) max by (node, version) (cilium_version + 1)`,
    { legend: '{{node}} {{version}}' },
  ],
  ['versions that are there at all', 'count(count by (version) (cilium_version))'],
  ['the fullest map', 'max by (node, map_name) (cilium_bpf_map_pressure)', { legend: '{{node}} {{map_name}}' }],
  ['the fullest maps', 'topk(10, cilium_bpf_map_pressure)', { legend: '{{node}} {{map_name}}' }],
  ['how many maps are almost full', 'count(cilium_bpf_map_pressure > 0.9)'],
  ['one map by its exact node', 'sum by (node, map_name) (cilium_bpf_map_pressure)'],
  ['endpoints by state', 'sum by (endpoint_state) (cilium_endpoint_state)'],
  [
    'a share of endpoints',
    'sum by (node) (cilium_endpoint_state{endpoint_state="ready"}) / sum by (node) (cilium_endpoint_state)',
  ],
  [
    'a share joined by name',
    'sum by (node, endpoint_state) (cilium_endpoint_state) / on (node) group_left sum by (node) (cilium_endpoint_state)',
  ],
  [
    'a share with a label ignored',
    'sum by (node, endpoint_state) (cilium_endpoint_state) / ignoring (endpoint_state) group_left sum by (node) (cilium_endpoint_state)',
  ],
  ['nodes as the agents see them', 'max(cilium_nodes_all_num)'],
  ['agents that disagree', 'max(cilium_nodes_all_num) - min(cilium_nodes_all_num)'],
  ['agents that cannot reach a peer', 'count(cilium_unreachable_nodes > 0) or vector(0)'],
  ['agents that cannot reach a peer, as a sum of truths', 'sum(cilium_unreachable_nodes > bool 0)'],
  ['unreachable peers, per agent', 'sum by (node) (cilium_unreachable_nodes)'],
  ['identities of nodes, which are their own', 'sum(cilium_identity{type="node_local"})'],
  ['identities of the cluster', 'max(cilium_identity{type="cluster_local"})'],
  [
    'the worst quantile of all nodes',
    `max(histogram_quantile(0.99, sum by (le, node) (rate(cilium_agent_api_process_time_seconds_bucket${W}))))`,
  ],
  [
    'a quantile',
    `histogram_quantile(0.99, sum by (le, scope) (rate(cilium_proxy_upstream_reply_seconds_bucket${W})))`,
    { legend: '{{scope}}' },
  ],
  [
    'a quantile of one node',
    `histogram_quantile(0.5, sum by (le) (rate(cilium_k8s_client_api_latency_time_seconds_bucket{node="a"}${W})))`,
  ],
  [
    'a mean',
    `sum(rate(cilium_agent_api_process_time_seconds_sum${W})) / sum(rate(cilium_agent_api_process_time_seconds_count${W}))`,
  ],
  [
    'a heatmap',
    `sum by (le) (increase(cilium_proxy_upstream_reply_seconds_bucket{scope="totalTime"}${W}))`,
    { format: 'heatmap', legend: '{{le}}' },
  ],
  [
    'requests faster than an edge',
    `sum(rate(hubble_http_request_duration_seconds_bucket{reporter="server", le="0.5"}${W})) / sum(rate(hubble_http_request_duration_seconds_count{reporter="server"}${W}))`,
  ],
  [
    'an edge in the spelling of Prometheus 3',
    `sum(rate(hubble_http_request_duration_seconds_bucket{reporter="server", le="1.0"}${W}))`,
  ],
  [
    'an edge in either spelling',
    `sum(rate(hubble_http_request_duration_seconds_bucket{reporter="server", le=~"1|1\\\\.0"}${W}))`,
  ],
  [
    'requests by status',
    `sum by (status) (rate(hubble_http_requests_total{reporter="server"}${W}))`,
    { legend: '{{status}}' },
  ],
  ['requests by reporter', `sum by (reporter) (rate(hubble_http_requests_total${W}))`],
  [
    'a share of server errors',
    `sum by (destination_workload) (rate(hubble_http_requests_total{reporter="server", status=~"5.."}${W})) / sum by (destination_workload) (rate(hubble_http_requests_total{reporter="server"}${W}))`,
  ],
  ['requests seen by anyone but the client', `sum(rate(hubble_http_requests_total{reporter!="client"}${W}))`],
  [
    'a reporter picked on the board',
    `sum(rate(hubble_http_requests_total{reporter=~"$reporter"}${W}))`,
    { variables: [{ name: 'reporter' }] },
  ],
  ['answers by rcode', `sum by (rcode) (rate(hubble_dns_responses_total{rcode!="No Error"}${W}))`],
  [
    'answers in which the server failed',
    `sum(rate(hubble_dns_responses_total{rcode=~"Server Failure|Query Refused"}${W})) / sum(rate(hubble_dns_responses_total${W}))`,
  ],
  ['queries that were denied', `sum(rate(hubble_dns_queries_total{rcode="Policy denied"}${W}))`],
  ['queries that were not', `sum(rate(hubble_dns_queries_total{rcode=""}${W}))`],
  [
    'drops by workload',
    `topk(10, sum by (source_namespace, source_workload) (rate(hubble_drop_total{reason=~"POLICY_DENIED|POLICY_DENY"}${W})))`,
  ],
  ['drops of any protocol but ICMP', `sum by (reason) (rate(hubble_drop_total{protocol!~"ICMP.*"}${W}))`],
  ['flows of one type', `sum by (verdict) (rate(hubble_flows_processed_total{type="L7"}${W}))`],
  ['flows by type', `sum by (type, subtype) (rate(hubble_flows_processed_total${W}))`],
  [
    'events a node lost',
    `sum by (node) (rate(hubble_lost_events_total${W})) / (sum by (node) (rate(hubble_flows_processed_total${W})) + sum by (node) (rate(hubble_lost_events_total${W})))`,
  ],
  ['ports, the busiest ones', `topk(10, sum by (port, protocol) (rate(hubble_port_distribution_total${W})))`],
  ['how many ports are in use', `count(sum by (port) (rate(hubble_port_distribution_total${W})) > 0)`],
  ['L7 verdicts by rule', `sum by (rule) (rate(cilium_policy_l7_total${W}))`],
  ['L7 verdicts that do not overlap', `sum(rate(cilium_policy_l7_total{rule=~"forwarded|denied"}${W}))`],
  ['regenerations of either spelling', `sum(rate(cilium_policy_change_total{outcome=~"fail|failure"}${W}))`],
  ['regenerations by prefix', `sum(rate(cilium_endpoint_regenerations_total{outcome=~"fail.*"}${W}))`],
  ['whatever did not succeed', `sum(rate(cilium_endpoint_regenerations_total{outcome!="success"}${W}))`],
  ['log lines in any case', `sum by (level) (rate(cilium_errors_warnings_total{level=~"(?i)error|warn.*"}${W}))`],
  ['addresses in use', 'sum by (node, family) (cilium_ip_addresses) / sum by (node, family) (cilium_ipam_capacity)'],
  ['XFRM errors, a gauge that only grows', `sum by (error, type) (increase(cilium_ipsec_xfrm_error${W}))`],
  ['change of a gauge', `delta(cilium_endpoint${W})`],
  ['uptime', 'time() - cilium_process_start_time_seconds'],
  ['agents that are up', 'sum(up{job="cilium-agent"}) / count(up{job="cilium-agent"})'],
  [
    'policies in use, added less deleted',
    'sum by (node) (cilium_feature_network_policies_l3_policies_total{action="add"}) - sum by (node) (cilium_feature_network_policies_l3_policies_total{action="delete"})',
  ],
  ['the name of the series as a legend', 'cilium_bpf_map_pressure', { legend: '{{__name__}} {{map_name}}' }],
  ['restarts, as annotations', 'increase(cilium_drop_count_total{node="a"}[5m])', { use: 'annotation' }],
  ['peak over an hour', 'max_over_time(cilium_bpf_map_pressure[1h])'],
  ['peak of a rate', `max_over_time(sum(rate(cilium_drop_count_total${W}))[1h:])`],
  ['a day ago', `sum(rate(cilium_drop_count_total${W} offset 1d))`],
  [
    'growth against a day ago',
    `sum(rate(cilium_drop_count_total${W})) / sum(rate(cilium_drop_count_total${W} offset 1d))`,
  ],
  [
    'a label copied',
    `label_replace(sum by (node) (rate(cilium_drop_count_total${W})), "host", "$1", "node", "(.*)")`,
    { legend: '{{host}} {{node}}' },
  ],
  [
    'labels joined',
    'label_join(sum by (node, reason) (rate(cilium_drop_count_total[$__rate_interval])), "what", "/", "node", "reason")',
    { legend: '{{what}}' },
  ],
  ['values counted', 'count_values("revision", cilium_policy_max_revision)', { legend: '{{revision}}' }],
  [
    'everything but the pod',
    `sum without (pod, instance, container, endpoint, service) (rate(cilium_drop_count_total${W}))`,
    { legend: '{{node}} {{reason}}' },
  ],
  ['status of modules of the agents only', 'sum by (node, status) (cilium_hive_status{job="cilium-agent"})'],
  ['status of modules of the operator', 'sum by (status) (cilium_hive_status{job="cilium-operator"})'],
  [
    'requests of Envoy',
    `sum by (envoy_response_code_class) (rate(envoy_http_downstream_rq_xx{envoy_http_conn_manager_prefix="proxy"}${W}))`,
  ],
  [
    'series of other exporters',
    'sum by (namespace) (kube_pod_container_status_restarts_total) * 0 + max by (namespace) (container_memory_working_set_bytes)',
  ],
  ['an API request by path', `sum by (path) (rate(cilium_agent_api_process_time_seconds_count${W}))`],
  ['restarts of a process', 'resets(cilium_process_cpu_seconds_total[1h])'],
  ['series that are new', 'cilium_drop_count_total unless cilium_drop_count_total offset 1h'],
  ['conntrack entries', 'sum by (node, family) (cilium_datapath_conntrack_gc_entries{status="alive"})'],
  [
    'a variable of several values',
    `sum by (node) (rate(cilium_drop_count_total{node=~"$node"}${W}))`,
    { variables: CLUSTER },
  ],
  [
    'thresholds on edges',
    `histogram_quantile(0.99, sum by (le) (rate(hubble_http_request_duration_seconds_bucket{reporter="server"}${W})))`,
    { thresholds: [0.25, 1] },
  ],
];

const ALERTS: readonly Right[] = [
  [
    'a text that asks another query',
    'max by (node) (cilium_bpf_map_pressure) > 0.9',
    {
      texts: [
        '{{ with query "up" }}{{ . | first | value | humanize }} {{ . | first | label "job" }}{{ end }}',
        '{{ .Labels.node }} {{ .Value }}',
      ],
    },
  ],
  [
    'drops of the datapath',
    'sum by (node, reason) (rate(cilium_drop_count_total{reason="CT: Map insertion failed"}[5m])) > 0',
    { texts: ['{{ $labels.node }} drops {{ $value | humanize }}/s: {{ $labels.reason }}'] },
  ],
  ['a full map', 'max by (node, map_name) (cilium_bpf_map_pressure) > 0.9'],
  [
    'a lost agent',
    'up{job="cilium-agent"} == 0',
    { texts: ['{{ $labels.instance }} of {{ $externalLabels.cluster }}'] },
  ],
  ['agents that are gone', 'absent(up{job="cilium-agent"})'],
  ['a mesh that is not ready', 'min by (target_cluster) (cilium_clustermesh_remote_cluster_readiness_status) < 1'],
  ['a mesh that fails now', 'sum by (target_cluster) (increase(cilium_clustermesh_remote_cluster_failures[10m])) > 0'],
  ['no addresses left', 'sum(cilium_operator_lbipam_ips_available) <= 0'],
  [
    'two conditions on the same node',
    'sum by (node) (rate(cilium_drop_count_total[5m])) > 10 and sum by (node) (rate(cilium_forward_count_total[5m])) < 1',
  ],
  ['a condition during working hours', 'sum by (node) (rate(cilium_drop_count_total[5m])) > 10 and on () hour() > 8'],
  [
    'no alert while the agent is young',
    'cilium_unreachable_nodes > 0 unless on (node) time() - cilium_process_start_time_seconds < 300',
  ],
  [
    'a counter that has just appeared',
    'sum by (node, reason) (cilium_drop_count_total unless cilium_drop_count_total offset 1h) > 0',
  ],
  [
    'a quantile on an edge',
    'histogram_quantile(0.99, sum by (le, node) (rate(cilium_proxy_upstream_reply_seconds_bucket{scope="totalTime"}[5m]))) > 1',
  ],
  ['an alert that always fires', 'vector(1)'],
  [
    'either of two',
    '(sum by (node) (rate(cilium_drop_count_total[5m])) > 10) or (sum by (node) (rate(cilium_drop_bytes_total[5m])) > 1000)',
  ],
  ['how many nodes suffer', 'count(sum by (node) (rate(cilium_drop_count_total[5m])) > 10) > 3'],
  ['the agents disagree about the nodes', 'max(cilium_nodes_all_num) - min(cilium_nodes_all_num) > 2'],
];

const SETTINGS: readonly (readonly [name: string, settings: UserSettings])[] = [
  ['the default settings of one cluster', {}],
  ['the newest minor only', { cilium: '1.20' }],
  ['Prometheus that follows annotations', { scrape: { kind: 'annotations' }, cilium: { from: '1.18', until: '1.19' } }],
];

describe.each(SETTINGS)('under %s, nothing is wrong with', (_, settings) => {
  it.each(complete(PANELS))('%s', (_name, expr, options) => {
    expect(found(expr, { ...options, settings: { clusterLabel: false, ...settings } })).toEqual([]);
  });

  it.each(complete(ALERTS))('%s, as an alert', (_name, expr, options) => {
    expect(found(expr, { ...options, use: 'alerting', settings: { clusterLabel: false, ...settings } })).toEqual([]);
  });
});

it('finds nothing wrong with the latency that the handler of old reports too', () => {
  const expr = `sum(rate(hubble_http_request_duration_seconds_sum{reporter="server"}${W}))`;
  expect(found(expr, { settings: { clusterLabel: false, hubble: { metrics: ['http'] } } })).toEqual([]);
});

describe('with a cluster label, nothing is wrong with', () => {
  const settings: UserSettings = { clusterLabel: 'cluster' };
  const rows: readonly Right[] = [
    [
      'a panel',
      `sum by (cluster, node) (rate(cilium_drop_count_total{cluster=~"$cluster"}${W}))`,
      { variables: CLUSTER },
    ],
    ['the variable itself', 'label_values(cilium_version, cluster)', { use: 'variable', label: 'cluster' }],
    [
      'the next variable',
      'label_values(cilium_version{cluster=~"$cluster"}, node)',
      { use: 'variable', label: 'node', variables: CLUSTER },
    ],
    [
      'a quantile per cluster',
      `histogram_quantile(0.99, sum by (le, cluster) (rate(cilium_endpoint_regeneration_time_stats_seconds_bucket{cluster=~"$cluster", scope="total"}${W})))`,
    ],
    ['an alert that keeps it', 'sum by (cluster, node) (rate(cilium_drop_count_total[5m])) > 10', { use: 'alerting' }],
    [
      'an alert on what is missing in a cluster',
      'count by (cluster) (up{job="cilium-agent"}) unless on (cluster) count by (cluster) (cilium_version)',
      { use: 'alerting' },
    ],
    ['a rule that records', 'sum by (cluster, reason) (rate(cilium_drop_count_total[5m]))', { use: 'recording' }],
  ];
  it.each(complete(rows))('%s', (_name, expr, options) => {
    expect(found(expr, { ...options, settings })).toEqual([]);
  });
});

function complete(rows: readonly Right[]): readonly (readonly [string, string, LintOptions])[] {
  return rows.map(([name, expr, options]) => [name, expr, options ?? {}]);
}

function found(expr: string, options: LintOptions): readonly string[] {
  return lint(expr, { ...options, checks: queryChecks }).map(({ code, message }) => `${code}: ${message}`);
}
