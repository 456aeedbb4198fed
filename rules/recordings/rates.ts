import type { RateDefinition, RuleContext } from '../../src/define.ts';
import { defineRates, rateOf } from '../../src/define.ts';

const ENDS = ['source_namespace', 'source_workload', 'destination_namespace', 'destination_workload'] as const;

/** Where the handler tells workloads apart. */
const named =
  (handler: string) =>
  ({ hubble }: RuleContext) =>
    hubble(handler, ...ENDS);

/**
 * What boards show of workloads, whatever node saw it. Every node counts its part of a conversation, so each of these adds
 * up as many series as there are nodes, and agents that restarted leave more.
 */
const flows: readonly RateDefinition[] = [
  rateOf({
    series: 'hubble_flows_processed_total',
    group: 'flows',
    level: 'pair',
    keeps: [...ENDS, 'type', 'subtype', 'verdict', 'protocol'],
    when: named('flow'),
  }),
  rateOf({
    series: 'hubble_lost_events_total',
    group: 'flows',
    level: 'agents',
    keeps: ['source'],
  }),
  rateOf({
    series: 'hubble_drop_total',
    group: 'drops',
    level: 'pair',
    keeps: [...ENDS, 'reason', 'protocol'],
    when: named('drop'),
  }),
  rateOf({
    series: 'hubble_tcp_flags_total',
    group: 'tcp',
    level: 'pair',
    keeps: [...ENDS, 'flag', 'family'],
    when: named('tcp'),
  }),
  rateOf({
    series: 'hubble_icmp_total',
    group: 'tcp',
    level: 'pair',
    keeps: [...ENDS, 'type', 'family'],
    when: named('icmp'),
  }),
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
  rateOf({
    series: 'hubble_dns_queries_total',
    group: 'dns',
    level: 'pair',
    keeps: [...ENDS, 'rcode', 'qtypes'],
    when: named('dns'),
  }),
  rateOf({
    series: 'hubble_dns_responses_total',
    group: 'dns',
    level: 'pair',
    keeps: [...ENDS, 'rcode', 'qtypes'],
    when: named('dns'),
  }),
  rateOf({
    series: 'hubble_http_requests_total',
    group: 'http',
    level: 'pair',
    keeps: [...ENDS, 'reporter', 'status'],
    when: named('httpV2'),
  }),
  rateOf({
    series: 'hubble_http_request_duration_seconds_bucket',
    group: 'http',
    level: 'pair',
    keeps: [...ENDS, 'reporter', 'le'],
    when: named('httpV2'),
  }),
];

/** What every agent counts, for one line on a chart of the cluster: a histogram has sixteen series on each node. */
const agents: readonly RateDefinition[] = [
  rateOf({
    series: 'cilium_forward_count_total',
    group: 'datapath',
    level: 'agents',
    keeps: ['direction'],
  }),
  rateOf({
    series: 'cilium_forward_bytes_total',
    group: 'datapath',
    level: 'agents',
    keeps: ['direction'],
  }),
  rateOf({
    series: 'cilium_drop_count_total',
    group: 'datapath',
    level: 'agents',
    keeps: ['direction', 'reason'],
  }),
  rateOf({
    series: 'cilium_policy_max_revision',
    fn: 'changes',
    group: 'agents',
    level: 'agents',
    keeps: [],
  }),
  rateOf({
    series: 'cilium_node_health_connectivity_latency_seconds_bucket',
    group: 'agents',
    level: 'agents',
    keeps: ['type', 'protocol', 'le'],
    when: ({ within }) => within({ from: '1.17' }),
  }),
  rateOf({
    series: 'cilium_k8s_client_api_latency_time_seconds_bucket',
    group: 'agents',
    level: 'agents',
    keeps: ['method', 'le'],
  }),
  rateOf({
    series: 'cilium_k8s_client_api_calls_total',
    group: 'agents',
    level: 'agents',
    keeps: ['method', 'return_code'],
  }),
  rateOf({
    series: 'cilium_endpoint_regeneration_time_stats_seconds_sum',
    group: 'agents',
    level: 'agents',
    keeps: ['scope', 'status'],
  }),
  rateOf({
    series: 'cilium_endpoint_regeneration_time_stats_seconds_count',
    group: 'agents',
    level: 'agents',
    keeps: ['scope', 'status'],
  }),
  rateOf({
    series: 'cilium_endpoint_regenerations_total',
    group: 'agents',
    level: 'agents',
    keeps: ['outcome'],
  }),
];

/** Rates that boards read instead of the counters of every node. */
export const rateRecords = defineRates('cilium-rates', [...flows, ...agents]);
