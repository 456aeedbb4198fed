import type { Signal } from '../signal.ts';
import { constant, count, counter, gauge, histogram, smoothCounter } from '../signal.ts';
import type { Row, Rule } from '../site.ts';
import { each, row } from '../site.ts';

/** Requests per second through one node's proxy, per cluster of the bootstrap that workload traffic uses. */
const REQUESTS = { 'egress-cluster': 40, 'ingress-cluster': 25 } as const;

/** HTTP connection managers: `proxy` is workload traffic, the others keep house: scrapes, probes, the admin page. */
const MANAGERS = {
  proxy: 65,
  admin: 0.05,
  'envoy-prometheus-metrics-listener': 0.033,
  'envoy-health-listener': 0.2,
} as const;

const perCluster = (signal: (perSecond: number) => Signal, labels: Row['labels'] = {}): Row[] =>
  Object.entries(REQUESTS).map(([cluster, rate]) => row(signal(rate), { envoy_cluster_name: cluster, ...labels }));

const perManager = (signal: (perSecond: number) => Signal, labels: Row['labels'] = {}): Row[] =>
  Object.entries(MANAGERS).map(([prefix, rate]) =>
    row(signal(rate), { envoy_http_conn_manager_prefix: prefix, ...labels }),
  );

/** Envoy writes a response class only once it has seen one. */
const classes = (rows: typeof perCluster): Row[] => [
  ...rows((rate) => counter(rate * 0.97), { envoy_response_code_class: '2' }),
  ...rows((rate) => counter(rate * 0.03), { envoy_response_code_class: '4' }),
];

const codes = (): Row[] => [
  ...perCluster((rate) => counter(rate * 0.97), { envoy_response_code: '200' }),
  ...perCluster((rate) => counter(rate * 0.03), { envoy_response_code: '404' }),
];

/** The agent's gRPC stream counts its own members and requests too. */
const CLUSTERS = [...Object.keys(REQUESTS), 'xds-grpc-cilium', '/envoy-admin'];
const inEveryCluster =
  (signal: Signal): Rule =>
  () =>
    each('envoy_cluster_name', CLUSTERS, () => signal);

const updates = (prefix: string): Readonly<Record<string, Rule>> => ({
  [`${prefix}_update_attempt`]: () => [row(counter(0.01))],
  [`${prefix}_update_success`]: () => [row(counter(0.01))],
  [`${prefix}_update_time`]: ({ startedAt }) => [row(constant(startedAt * 1000))],
});

export const envoyRules: Readonly<Record<string, Rule>> = {
  ...updates('envoy_cluster_manager_cds'),
  ...updates('envoy_listener_manager_lds'),
  ...updates('envoy_cilium_npds'),
  envoy_cluster_upstream_rq: codes,
  envoy_cluster_external_upstream_rq: codes,
  envoy_cluster_internal_upstream_rq: codes,
  envoy_cluster_upstream_rq_xx: () => classes(perCluster),
  envoy_cluster_external_upstream_rq_xx: () => classes(perCluster),
  envoy_cluster_internal_upstream_rq_xx: () => classes(perCluster),
  envoy_cluster_upstream_rq_total: () => perCluster((rate) => counter(rate)),
  envoy_cluster_upstream_rq_completed: () => perCluster((rate) => counter(rate)),
  envoy_cluster_upstream_rq_time: () => perCluster((rate) => histogram(rate, 18)),
  envoy_cluster_upstream_cx_connect_ms: () => perCluster((rate) => histogram(rate / 20, 1.2)),
  envoy_cluster_upstream_cx_length_ms: () => perCluster((rate) => histogram(rate / 20, 9000)),
  envoy_cluster_upstream_cx_total: () => perCluster((rate) => counter(rate / 20)),
  envoy_cluster_upstream_cx_active: () => perCluster((rate) => count(rate / 2)),
  envoy_cluster_upstream_rq_active: () => perCluster((rate) => count(rate / 10)),
  envoy_cluster_upstream_rq_pending_active: inEveryCluster(constant(0)),
  envoy_cluster_membership_total: inEveryCluster(constant(1)),
  envoy_cluster_membership_healthy: inEveryCluster(constant(1)),
  envoy_cluster_warming_state: inEveryCluster(constant(0)),
  envoy_http_downstream_rq_xx: () => classes(perManager),
  envoy_listener_http_downstream_rq_xx: () => classes(perManager),
  envoy_http_downstream_rq_total: () => perManager((rate) => counter(rate)),
  envoy_http_downstream_rq_completed: () => perManager((rate) => counter(rate)),
  envoy_http_downstream_rq_time: () => perManager((rate) => histogram(rate, 20)),
  envoy_http_downstream_cx_length_ms: () => perManager((rate) => histogram(rate / 20, 9000)),
  envoy_http_downstream_cx_total: () => perManager((rate) => counter(rate / 20)),
  envoy_http_downstream_cx_active: () => perManager((rate) => count(rate / 2)),
  envoy_http_downstream_rq_active: () => perManager((rate) => count(rate / 10)),
  envoy_http_downstream_cx_rx_bytes_total: () => perManager((rate) => counter(rate * 900)),
  envoy_http_downstream_cx_tx_bytes_total: () => perManager((rate) => counter(rate * 5200)),
  envoy_cluster_manager_active_clusters: () => [row(count(8, 0))],
  envoy_cluster_manager_warming_clusters: () => [row(constant(0))],
  envoy_control_plane_connected_state: () => [row(constant(1))],
  envoy_control_plane_pending_requests: () => [row(constant(0))],
  envoy_listener_manager_total_listeners_active: () => [row(constant(4))],
  envoy_listener_manager_total_listeners_warming: () => [row(constant(0))],
  envoy_listener_manager_total_listeners_draining: () => [row(constant(0))],
  envoy_server_live: () => [row(constant(1))],
  envoy_server_state: () => [row(constant(0))],
  envoy_server_uptime: () => [row(smoothCounter(1, 3 * 86_400))],
  envoy_server_days_until_first_cert_expiring: () => [row(constant(4_294_967_295))],
  envoy_server_hot_restart_epoch: () => [row(constant(0))],
  envoy_server_memory_allocated: () => [row(gauge(2.4e7, 2e6))],
  envoy_server_memory_heap_size: () => [row(gauge(4.4e7, 2e6))],
  envoy_server_memory_physical_size: () => [row(gauge(6.1e7, 2e6))],
};
