import { constant, count, counter, gauge, histogram } from '../signal.ts';
import type { Row, Rule } from '../site.ts';
import { each, row } from '../site.ts';

/** Calls of kubelet's CNI plugin, the health checker and `cilium-dbg` to the agent's own API. */
const API: readonly (readonly [method: string, path: string, code: string, perSecond: number, median: number])[] = [
  ['GET', '/v1/healthz', '200', 0.1, 0.002],
  ['GET', '/v1/endpoint', '200', 0.03, 0.003],
  ['PUT', '/v1/endpoint/{id}', '201', 0.02, 0.6],
  ['DELETE', '/v1/endpoint/{id}', '200', 0.02, 0.08],
  ['GET', '/v1/config', '200', 0.02, 0.002],
  ['POST', '/v1/ipam', '201', 0.02, 0.002],
];

const KUBERNETES: readonly (readonly [method: string, path: string, perSecond: number, median: number])[] = [
  ['GET', '/apis/cilium.io/v2/ciliumnodes', 0.1, 0.01],
  ['GET', '/api/v1/namespaces/{namespace}/services', 0.05, 0.012],
  ['PUT', '/apis/coordination.k8s.io/v1/namespaces/{namespace}/leases/{name}', 0.05, 0.008],
  ['POST', '/apis/cilium.io/v2/ciliumidentities', 0.01, 0.03],
  ['PATCH', '/apis/cilium.io/v2/namespaces/{namespace}/ciliumendpoints/{name}', 0.05, 0.02],
];

const SCOPES = [
  'CiliumNetworkPolicy',
  'CiliumEndpoint',
  'CiliumNode',
  'CiliumIdentity',
  'Service',
  'Pods',
  'Namespace',
];
const GROUPS = [
  'ipcache-inject-labels',
  'sync-to-k8s-ciliumendpoint',
  'endpoint-gc',
  'cilium-health-ep',
  'sync-policymap',
  'neighbor-table-refresh',
];
export const AGENT_JOBS: readonly (readonly [module: string, job: string])[] = [
  ['agent.controlplane.daemon', 'daemon-run'],
  ['agent.controlplane.endpoint-manager', 'endpoint-gc'],
  ['agent.controlplane.ciliumendpoint-sync', 'sync'],
  ['agent.datapath.node-neighbor', 'refresh'],
  ['agent.datapath.orchestrator', 'reinitialize'],
  ['agent.controlplane.loadbalancer', 'reflector'],
];

const QUEUES = ['ciliumendpoints', 'ciliumnetworkpolicies', 'services', 'nodes'];

/** One row per job of the component: the same jobs in every family of `hive_jobs_*`. */
export const jobRows = (jobs: typeof AGENT_JOBS, signal: Row['signal']): Row[] =>
  jobs.map(([module_id, job_name]) => row(signal, { module_id, job_name }));

/** What the agent reports about peers: how many health probes reach. */
const reach = (peers: number): Row[] =>
  ['node', 'endpoint'].flatMap((type) => [
    row(constant(peers), { type, status: 'reachable' }),
    row(constant(0), { type, status: 'unreachable' }),
    row(constant(0), { type, status: 'unknown' }),
  ]);

/** 1.16 and 1.17 have a series per pair of peers; a cap keeps a big synthetic cluster affordable. */
const MAX_PEERS = 10;

const agentApi: Readonly<Record<string, Rule>> = {
  cilium_agent_api_process_time_seconds: () =>
    API.map(([method, path, return_code, rate, median]) => row(histogram(rate, median), { method, path, return_code })),
  cilium_agent_bootstrap_seconds: ({ form }) =>
    each('scope', form.values['scope'] ?? [], (scope) => {
      const seconds = scope === 'overall' ? 4.2 : 0.12;
      return form.type === 'histogram' ? histogram(0, seconds, 0.3, 1) : constant(seconds);
    }).map(({ labels, signal }) => row(signal, { ...labels, outcome: 'success' })),
  cilium_api_limiter_processed_requests_total: () =>
    each('api_call', ['endpoint-create', 'endpoint-delete', 'endpoint-list'], () => counter(0.02)),
  cilium_api_limiter_rate_limit: () => [
    row(constant(0.5), { api_call: 'endpoint-create', value: 'limit' }),
    row(constant(4), { api_call: 'endpoint-create', value: 'burst' }),
    row(constant(1), { api_call: 'endpoint-delete', value: 'limit' }),
    row(constant(4), { api_call: 'endpoint-delete', value: 'burst' }),
  ],
  cilium_api_limiter_requests_in_flight: () => [
    row(count(1, 1), { api_call: 'endpoint-create', value: 'in-flight' }),
    row(constant(4), { api_call: 'endpoint-create', value: 'limit' }),
  ],
  cilium_controllers_failing: () => [row(constant(0))],
  cilium_controllers_runs_total: () => [row(counter(3), { status: 'success' })],
  cilium_controllers_runs_duration_seconds: () => [row(histogram(3, 0.004), { status: 'success' })],
  cilium_controllers_group_runs_total: () =>
    each('group_name', GROUPS, () => counter(0.2)).map(({ labels, signal }) =>
      row(signal, { ...labels, status: 'success' }),
    ),
  cilium_k8s_client_api_calls_total: () => [
    row(counter(0.2), { method: 'GET', return_code: '200' }),
    row(counter(0.05), { method: 'PUT', return_code: '200' }),
    row(counter(0.01), { method: 'POST', return_code: '201' }),
    row(counter(0.05), { method: 'PATCH', return_code: '200' }),
  ],
  cilium_k8s_client_api_latency_time_seconds: () =>
    KUBERNETES.map(([method, path, rate, median]) => row(histogram(rate, median), { method, path })),
  cilium_kubernetes_events_total: () =>
    SCOPES.flatMap((scope) =>
      ['create', 'update', 'delete'].map((action) => row(counter(0.02), { scope, action, status: 'success' })),
    ),
  cilium_kubernetes_events_received_total: () =>
    SCOPES.flatMap((scope) =>
      ['create', 'update', 'delete'].map((action) =>
        row(counter(0.02), { scope, action, valid: 'true', equal: 'false' }),
      ),
    ),
  cilium_event_ts: ({ startedAt }) => [
    ...SCOPES.map((scope) => row(constant(startedAt), { source: 'k8s', scope, action: 'update' })),
    row(constant(startedAt), { source: 'api', scope: '/v1/endpoint/{id}', action: 'PUT' }),
  ],
  ...Object.fromEntries(
    ['adds_total', 'depth', 'retries_total'].map((suffix): [string, Rule] => [
      `cilium_k8s_workqueue_${suffix}`,
      () => each('name', QUEUES, () => (suffix === 'adds_total' ? counter(0.1) : constant(0))),
    ]),
  ),
};

const agentState: Readonly<Record<string, Rule>> = {
  cilium_errors_warnings_total: () => [
    row(constant(0), { level: 'ERROR', subsystem: 'init' }),
    row(constant(0), { level: 'WARN', subsystem: 'init' }),
    row(counter(0.001), { level: 'WARN', subsystem: 'k8s' }),
    row(counter(0.02), { level: 'INFO', subsystem: 'endpoint' }),
  ],
  cilium_hive_status: () => [
    row(constant(76), { status: 'ok' }),
    row(constant(0), { status: 'degraded' }),
    row(constant(12), { status: 'stopped' }),
  ],
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
  cilium_policy: () => [row(count(38, 2))],
  cilium_policy_max_revision: () => [row(count(220, 10))],
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

/** Control plane of one agent: API, Kubernetes, identities, jobs, peers. */
export const agentControl: Readonly<Record<string, Rule>> = { ...agentApi, ...agentState };
