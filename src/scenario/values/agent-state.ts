import { constant, count, counter, gauge, histogram } from '../signal.ts';
import type { Row, Rule } from '../site.ts';
import { each, row } from '../site.ts';
import { AGENT_JOBS, jobRows } from './jobs.ts';

/** What the agent reports about peers: how many health probes reach. */
const reach = (peers: number): Row[] =>
  ['node', 'endpoint'].flatMap((type) => [
    row(constant(peers), { type, status: 'reachable' }),
    row(constant(0), { type, status: 'unreachable' }),
    row(constant(0), { type, status: 'unknown' }),
  ]);

/** 1.16 and 1.17 have a series per pair of peers; a cap keeps a big synthetic cluster affordable. */
const MAX_PEERS = 10;

/** Seconds between two health probes of the same peer. */
const PROBE_INTERVAL = 60;

/** Phases of taking over the endpoints of before, in 1.19's daemon/cmd/endpoint_restore_metrics.go. */
const RESTORATION = [
  'read_from_disk',
  'restoration',
  'prepare_regeneration',
  'initial_policy_computation',
  'regeneration',
];

/** What an agent knows of itself, its identities and its peers. */
export const agentState: Readonly<Record<string, Rule>> = {
  cilium_errors_warnings_total: ({ form }) => [
    row(constant(0), { level: 'ERROR', subsystem: 'init' }),
    row(constant(0), { level: 'WARN', subsystem: 'init' }),
    row(counter(0.001), { level: 'WARN', subsystem: 'k8s' }),
    ...(form.values['level']?.includes('INFO') ? [row(counter(0.02), { level: 'INFO', subsystem: 'endpoint' })] : []),
  ],
  cilium_endpoint_restoration_duration_seconds: () => each('phase', RESTORATION, () => constant(0.4)),
  cilium_endpoint_restoration_endpoints: () =>
    RESTORATION.flatMap((phase) => [
      row(constant(28), { phase, outcome: 'total' }),
      row(constant(28), { phase, outcome: 'successful' }),
      row(constant(0), { phase, outcome: 'failed' }),
    ]),
  cilium_hive_populate_duration: () => [row(constant(0.5))],
  cilium_hive_start_duration: () => [row(constant(3.6))],
  // a level no module is in has no series, as in the sample of a 1.18.0 agent
  cilium_hive_status: () => [row(constant(76), { status: 'ok' }), row(constant(12), { status: 'stopped' })],
  cilium_hive_jobs_runs_total: () => jobRows(AGENT_JOBS, counter(0.1)),
  cilium_hive_jobs_runs_failed: () => jobRows(AGENT_JOBS, constant(0)),
  cilium_hive_jobs_timer_run_duration_seconds: () => jobRows(AGENT_JOBS, histogram(0.05, 0.004)),
  cilium_hive_jobs_observer_run_duration_seconds: () => jobRows(AGENT_JOBS, histogram(0.05, 0.001)),
  cilium_hive_jobs_oneshot_last_run_duration_seconds: () => jobRows(AGENT_JOBS, constant(1.4)),
  cilium_identity: ({ nodes }) => [
    row(constant(10), { type: 'reserved' }),
    row(count(40 + 2 * nodes.length, 3), { type: 'cluster_local' }),
    row(count(12, 2), { type: 'node_local' }),
    row(constant(nodes.length), { type: 'remote_node' }),
  ],
  cilium_identity_label_sources: () => [
    row(count(60, 4), { source: 'k8s' }),
    row(constant(10), { source: 'reserved' }),
    row(count(12, 2), { source: 'cidr' }),
    row(count(9, 2), { source: 'fqdn' }),
  ],
  cilium_ip_addresses: () => [row(count(30, 2), { family: 'ipv4' }), row(constant(0), { family: 'ipv6' })],
  cilium_ipam_capacity: ({ target }) => [
    row(constant(254), { family: 'ipv4', cidr: `10.244.${target.index % 250}.0/24` }),
  ],
  cilium_ipam_events_total: () =>
    each('action', ['allocate', 'release'], () => counter(0.02)).map(({ labels, signal }) =>
      row(signal, { ...labels, family: 'ipv4' }),
    ),
  cilium_ipcache_errors_total: () => [row(constant(3), { type: 'upsert', error: 'cannot_overwrite_by_source' })],
  cilium_node_health_connectivity_status: ({ nodes }) => reach(nodes.length),
  cilium_node_health_connectivity_latency_seconds: ({ nodes, form }) =>
    (form.values['type'] ?? []).flatMap((type) =>
      (form.values['protocol'] ?? []).map((protocol) =>
        row(histogram(nodes.length / PROBE_INTERVAL, 0.0006, 0.4), { type, protocol, address_type: 'primary' }),
      ),
    ),
  cilium_node_connectivity_status: ({ nodes, target, clusterName }) =>
    nodes
      .slice(0, MAX_PEERS)
      .flatMap((peer) =>
        ['node', 'endpoint'].map((type) => row(constant(1), { ...pair(clusterName, target.node, peer), type })),
      ),
  cilium_node_connectivity_latency_seconds: ({ nodes, target, clusterName }) =>
    nodes.slice(0, MAX_PEERS).flatMap((peer, index) =>
      ['http', 'icmp'].map((protocol) =>
        row(gauge(0.0008), {
          ...pair(clusterName, target.node, peer),
          type: 'node',
          protocol,
          target_node_ip: `10.0.0.${index + 1}`,
        }),
      ),
    ),
  cilium_nodes_all_num: ({ nodes }) => [row(constant(nodes.length))],
  // every agent loads the same set
  cilium_policy: () => [row(constant(38))],
  cilium_policy_max_revision: () => [row(counter(1 / 1800, 220))],
  cilium_subprocess_start_total: () => each('subsystem', ['cilium-health'], () => constant(1)),
  cilium_version: () => [row(constant(0))],
  cilium_xds_events_count: () => [row(counter(0.05), { status: 'ack' })],
  cilium_unreachable_nodes: () => [row(constant(0))],
  cilium_unreachable_health_endpoints: () => [row(constant(0))],
  go_info: () => [row(constant(1), { version: 'go1.25.3' })],
  go_sched_latencies_seconds: () => [row(histogram(200, 2e-6, 1.5))],
};

function pair(cluster: string, source: string, target: string): Readonly<Record<string, string>> {
  return {
    source_cluster: cluster,
    source_node_name: source,
    target_cluster: cluster,
    target_node_name: target,
    target_node_type: source === target ? 'local_node' : 'remote_intra_cluster',
  };
}
