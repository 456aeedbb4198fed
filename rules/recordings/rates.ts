import type { RateDefinition, RuleContext } from '../../src/define.ts';
import { defineRates, rateOf } from '../../src/define.ts';

const ENDS = ['source_namespace', 'source_workload', 'destination_namespace', 'destination_workload'] as const;

/** Of each pair of workloads, where the handler tells workloads apart. */
const pairs = (handler: string, group = handler) => ({
  group,
  level: 'pair',
  when: ({ hubble }: RuleContext) => hubble(handler, ...ENDS),
});
/** Of all agents of a cluster. */
const agents = { group: 'agents', level: 'agents' } as const;
const datapath = { ...agents, group: 'datapath' } as const;

/**
 * What boards show of workloads, whatever node saw it. Every node counts its part of a conversation, so each of these adds
 * up as many series as there are nodes, and agents that restarted leave more.
 */
const flows: readonly RateDefinition[] = [
  rateOf({
    ...pairs('flow', 'flows'),
    series: 'hubble_flows_processed_total',
    keeps: [...ENDS, 'type', 'subtype', 'verdict', 'protocol'],
  }),
  rateOf({
    series: 'hubble_lost_events_total',
    group: 'flows',
    level: 'agents',
    keeps: ['source'],
  }),
  rateOf({ ...pairs('drop', 'drops'), series: 'hubble_drop_total', keeps: [...ENDS, 'reason', 'protocol'] }),
  rateOf({ ...pairs('tcp'), series: 'hubble_tcp_flags_total', keeps: [...ENDS, 'flag', 'family'] }),
  rateOf({ ...pairs('icmp', 'tcp'), series: 'hubble_icmp_total', keeps: [...ENDS, 'type', 'family'] }),
  rateOf({
    series: 'hubble_port_distribution_total',
    group: 'tcp',
    level: 'port',
    keeps: ['protocol', 'port'],
    suppress: [
      { code: 'cardinality', reason: 'Hubble counts each port on each node; this is one series for all of them' },
    ],
    when: ({ hubble }) => hubble('port-distribution'),
  }),
  rateOf({ ...pairs('dns'), series: 'hubble_dns_queries_total', keeps: [...ENDS, 'rcode', 'qtypes'] }),
  rateOf({ ...pairs('dns'), series: 'hubble_dns_responses_total', keeps: [...ENDS, 'rcode', 'qtypes'] }),
  rateOf({ ...pairs('httpV2', 'http'), series: 'hubble_http_requests_total', keeps: [...ENDS, 'reporter', 'status'] }),
  rateOf({
    ...pairs('httpV2', 'http'),
    series: 'hubble_http_request_duration_seconds_bucket',
    keeps: [...ENDS, 'reporter', 'le'],
  }),
];

/** What every agent counts, for one line on a chart of the cluster: a histogram has sixteen series on each node. */
const ofAgents: readonly RateDefinition[] = [
  rateOf({ ...datapath, series: 'cilium_forward_count_total', keeps: ['direction'] }),
  rateOf({ ...datapath, series: 'cilium_forward_bytes_total', keeps: ['direction'] }),
  rateOf({ ...datapath, series: 'cilium_drop_count_total', keeps: ['direction', 'reason'] }),
  rateOf({ ...agents, series: 'cilium_policy_max_revision', fn: 'changes', keeps: [] }),
  rateOf({
    ...agents,
    series: 'cilium_node_health_connectivity_latency_seconds_bucket',
    keeps: ['type', 'protocol', 'le'],
    when: ({ within }) => within({ from: '1.17' }),
  }),
  rateOf({ ...agents, series: 'cilium_k8s_client_api_latency_time_seconds_bucket', keeps: ['method', 'le'] }),
  rateOf({ ...agents, series: 'cilium_k8s_client_api_calls_total', keeps: ['method', 'return_code'] }),
  rateOf({ ...agents, series: 'cilium_endpoint_regeneration_time_stats_seconds_sum', keeps: ['scope', 'status'] }),
  rateOf({ ...agents, series: 'cilium_endpoint_regeneration_time_stats_seconds_count', keeps: ['scope', 'status'] }),
  rateOf({ ...agents, series: 'cilium_endpoint_regenerations_total', keeps: ['outcome'] }),
];

/** Rates that boards read instead of the counters of every node. */
export const rateRecords = defineRates('cilium-rates', [...flows, ...ofAgents]);
