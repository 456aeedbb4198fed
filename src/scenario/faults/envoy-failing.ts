import type { Signal } from '../signal.ts';
import { constant, count, counter, histogram } from '../signal.ts';
import type { Rule } from '../site.ts';
import { row } from '../site.ts';
import { failing } from './failing.ts';
import type { Fault } from './fault.ts';
import { alike, onOneNode } from './fault.ts';

const perCluster = (signal: Signal, labels: Readonly<Record<string, string>> = {}): Rule =>
  onOneNode(() =>
    ['egress-cluster', 'ingress-cluster'].map((cluster) => row(signal, { envoy_cluster_name: cluster, ...labels })),
  );
const perManager = (signal: Signal, labels: Readonly<Record<string, string>> = {}): Rule =>
  onOneNode(() => [row(signal, { envoy_http_conn_manager_prefix: 'proxy', ...labels })]);

export const envoyFailing: Fault = {
  name: 'envoy-failing',
  what: 'The proxy of one node cannot reach its upstreams, refuses configuration and denies requests.',
  moves: {
    ...alike(
      [
        'envoy_cluster_upstream_rq_xx',
        'envoy_cluster_external_upstream_rq_xx',
        'envoy_cluster_internal_upstream_rq_xx',
      ],
      perCluster(counter(6), { envoy_response_code_class: '5' }),
    ),
    ...alike(
      ['envoy_cluster_upstream_rq', 'envoy_cluster_external_upstream_rq', 'envoy_cluster_internal_upstream_rq'],
      perCluster(counter(6), { envoy_response_code: '503' }),
    ),
    ...alike(
      [
        'envoy_cluster_upstream_cx_connect_fail',
        'envoy_cluster_upstream_cx_connect_timeout',
        'envoy_cluster_upstream_cx_none_healthy',
        'envoy_cluster_upstream_cx_overflow',
        'envoy_cluster_upstream_cx_protocol_error',
        'envoy_cluster_upstream_cx_destroy_with_active_rq',
        'envoy_cluster_upstream_rq_timeout',
        'envoy_cluster_upstream_rq_rx_reset',
        'envoy_cluster_upstream_rq_tx_reset',
        'envoy_cluster_upstream_rq_retry',
        'envoy_cluster_upstream_rq_retry_limit_exceeded',
        'envoy_cluster_upstream_rq_pending_overflow',
        'envoy_cluster_upstream_rq_pending_failure_eject',
        'envoy_cluster_cilium_access_denied',
        'envoy_cluster_original_dst_host_invalid',
        'envoy_cluster_membership_change',
      ],
      perCluster(counter(3)),
    ),
    ...alike(
      [
        'envoy_cluster_circuit_breakers_default_rq_open',
        'envoy_cluster_circuit_breakers_default_cx_open',
        'envoy_cluster_circuit_breakers_default_rq_pending_open',
      ],
      perCluster(constant(1)),
    ),
    envoy_cluster_membership_healthy: perCluster(constant(0)),
    envoy_cluster_upstream_rq_pending_active: perCluster(count(30, 5)),
    envoy_cluster_upstream_rq_time: perCluster(histogram(6, 4000)),
    envoy_cluster_upstream_cx_connect_ms: perCluster(histogram(3, 900)),
    ...alike(
      ['envoy_http_downstream_rq_xx', 'envoy_listener_http_downstream_rq_xx'],
      perManager(counter(6), { envoy_response_code_class: '5' }),
    ),
    ...alike(
      [
        'envoy_http_downstream_rq_timeout',
        'envoy_http_downstream_rq_rx_reset',
        'envoy_http_downstream_rq_tx_reset',
        'envoy_http_downstream_cx_protocol_error',
        'envoy_http_no_route',
        'envoy_http_no_cluster',
        'envoy_http_rds_update_rejected',
        'envoy_http_rds_update_failure',
      ],
      perManager(counter(2)),
    ),
    envoy_http_downstream_rq_time: perManager(histogram(6, 4000)),
    ...alike(
      [
        'envoy_cilium_access_denied',
        'envoy_cilium_policy_updates_rejected',
        'envoy_cilium_policy_tls_wrapper_missing_policy',
        'envoy_cilium_npds_update_rejected',
        'envoy_cilium_npds_update_failure',
        'envoy_cluster_manager_cds_update_rejected',
        'envoy_cluster_manager_cds_update_failure',
        'envoy_listener_manager_lds_update_rejected',
        'envoy_listener_manager_lds_update_failure',
        'envoy_listener_manager_listener_create_failure',
        'envoy_listener_no_filter_chain_match',
        'envoy_listener_downstream_cx_overflow',
        'envoy_listener_downstream_global_cx_overflow',
        'envoy_control_plane_rate_limit_enforced',
        'envoy_server_watchdog_miss',
        'envoy_server_watchdog_mega_miss',
        'envoy_server_main_thread_watchdog_miss',
        'envoy_server_main_thread_watchdog_mega_miss',
      ],
      failing(0.2),
    ),
    ...alike(
      ['envoy_control_plane_connected_state', 'envoy_cilium_npds_control_plane_connected_state'],
      onOneNode(() => [row(constant(0))]),
    ),
    envoy_listener_manager_total_listeners_warming: onOneNode(() => [row(constant(2))]),
    cilium_xds_events_count: onOneNode(() => [row(counter(0.1), { status: 'nack' })]),
  },
};
