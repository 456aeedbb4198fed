/** How a family is counted in words, and where the rule is from. */
export interface Formula {
  readonly formula: string;
  readonly source: string;
}

const NODES = 'nodes: balls into bins, ours';

/** Rules of what a handler counts are those of its source; how many pairs do it, and where, is our own reasoning. */
export const FORMULAS: Readonly<Record<string, Formula>> = {
  hubble_http_requests_total: {
    formula: 'L7 pairs x nodes of the reporting end x methods x statuses',
    source: `Cilium pkg/hubble/metrics/http; ${NODES}`,
  },
  hubble_http_responses_total: {
    formula: 'L7 pairs x nodes of the reporting end x methods x statuses',
    source: `Cilium pkg/hubble/metrics/http; ${NODES}`,
  },
  hubble_http_request_duration_seconds: {
    formula: 'L7 pairs x nodes of the reporting end x methods x (12 buckets + sum + count)',
    source: `Cilium pkg/hubble/metrics/http, default buckets of client_golang; ${NODES}`,
  },
  hubble_dns_queries_total: {
    formula: 'L7 DNS clients x their nodes x types (x names with option query)',
    source: 'Cilium pkg/hubble/metrics/dns; the DNS proxy is on the client node',
  },
  hubble_dns_responses_total: {
    formula: 'L7 DNS clients x their nodes x types x answers (x names with option query)',
    source: 'Cilium pkg/hubble/metrics/dns; variety of answers: ours',
  },
  hubble_dns_response_types_total: {
    formula: 'L7 DNS clients x their nodes x types (x names with option query)',
    source: 'Cilium pkg/hubble/metrics/dns; one record type for each query type: ours',
  },
  hubble_drop_total: {
    formula: 'pairs that are denied x nodes where, + other reasons on each node',
    source: 'Cilium pkg/hubble/metrics/drop; share of pairs: ours',
  },
  hubble_flows_processed_total: {
    formula: 'pairs x both ways x observation points x nodes of the end that reports, + verdicts, L7 and drops',
    source: 'Cilium pkg/hubble/metrics/flow; points at monitor aggregation medium: ours',
  },
  hubble_tcp_flags_total: {
    formula: 'pairs x nodes with an end x (SYN + SYN-ACK + FIN and RST both ways)',
    source: `Cilium pkg/hubble/metrics/tcp; ${NODES}`,
  },
  hubble_port_distribution_total: {
    formula: 'pairs x nodes with an end x server ports; without contexts ports x nodes that see them',
    source: `Cilium pkg/hubble/metrics/port-distribution, no replies; ${NODES}`,
  },
  hubble_icmp_total: {
    formula: 'pairs with ICMP x nodes with an end x types, both ways',
    source: 'Cilium pkg/hubble/metrics/icmp; share of pairs: ours',
  },
  hubble_flows_to_world_total: {
    formula: 'workloads that call out x their nodes (x ports with option port)',
    source: 'Cilium pkg/hubble/metrics/flows-to-world; share of workloads: ours',
  },
  hubble_policy_verdicts_total: {
    formula: 'pairs with a policy x nodes of the end that has it (x ports with option destination_port)',
    source: 'Cilium pkg/hubble/metrics/policy; share of pairs: ours',
  },
  hubble_kafka_requests_total: {
    formula: 'pairs with Kafka in L7 x nodes of the server x topics',
    source: 'Metrics reference; share: ours',
  },
  hubble_kafka_request_duration_seconds: {
    formula: 'pairs with Kafka in L7 x nodes of the server x topics x (12 buckets + sum + count)',
    source: 'Metrics reference; share: ours',
  },
  hubble_sctp_chunk_types_total: {
    formula: 'pairs with SCTP x nodes with an end x chunk types',
    source: 'Cilium pkg/hubble/metrics/sctp; share: ours',
  },
};
