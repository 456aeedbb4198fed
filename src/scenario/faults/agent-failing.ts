import { constant, count, counter, gauge, histogram } from '../signal.ts';
import { row } from '../site.ts';
import { AGENT_JOBS, jobRows } from '../values/jobs.ts';
import { depth, failing, logged, retries, stuck } from './failing.ts';
import type { Fault } from './fault.ts';
import { alike, onOneNode } from './fault.ts';

export const agentFailing: Fault = {
  name: 'agent-failing',
  what: 'The agent of one node cannot do its work: controllers fail, endpoints are not ready, peers do not answer.',
  moves: {
    cilium_controllers_failing: onOneNode(() => [row(constant(4))]),
    cilium_controllers_runs_total: onOneNode(() => [row(counter(0.8), { status: 'failure' })]),
    cilium_controllers_runs_duration_seconds: onOneNode(() => [row(histogram(0.8, 2), { status: 'failure' })]),
    cilium_controllers_group_runs_total: onOneNode(() =>
      ['ipcache-inject-labels', 'sync-to-k8s-ciliumendpoint'].map((group_name) =>
        row(counter(0.4), { group_name, status: 'failure' }),
      ),
    ),
    cilium_endpoint_regenerations_total: onOneNode(() => [
      row(counter(0.05), { outcome: 'fail', reason: 'datapath-reload', error: 'bpf-load' }),
    ]),
    cilium_endpoint_regeneration_time_stats_seconds: onOneNode(({ form }) =>
      (form.values['scope'] ?? []).map((scope) => row(histogram(0.05, 8), { scope, status: 'failure' })),
    ),
    cilium_endpoint_state: onOneNode(() => [
      row(count(18, 1), { endpoint_state: 'ready' }),
      row(count(7, 1), { endpoint_state: 'not-ready' }),
      row(count(5, 1), { endpoint_state: 'waiting-for-identity' }),
      row(count(2, 1), { endpoint_state: 'regenerating' }),
      row(count(1, 0), { endpoint_state: 'invalid' }),
    ]),
    cilium_agent_api_process_time_seconds: onOneNode(() =>
      ['429', '500', '503'].map((return_code) =>
        row(histogram(0.2, 1.5), { method: 'PUT', path: '/v1/endpoint/{id}', return_code }),
      ),
    ),
    cilium_api_limiter_processed_requests_total: onOneNode(() =>
      ['429', '500'].map((return_code) =>
        row(counter(0.2), { api_call: 'endpoint-create', outcome: 'fail', return_code }),
      ),
    ),
    cilium_api_limiter_wait_duration_seconds: onOneNode(() => [
      row(gauge(9, 2), { api_call: 'endpoint-create', value: 'mean' }),
    ]),
    cilium_errors_warnings_total: logged('endpoint'),
    cilium_unreachable_nodes: onOneNode(() => [row(constant(2))]),
    cilium_unreachable_health_endpoints: onOneNode(() => [row(constant(2))]),
    cilium_node_health_connectivity_status: onOneNode(() =>
      ['node', 'endpoint'].map((type) => row(constant(2), { type, status: 'unreachable' })),
    ),
    cilium_policy_change_total: onOneNode(() => [
      row(counter(0.05), { outcome: 'fail', source: 'k8s', operation: 'update' }),
    ]),
    cilium_policy_missing_proxy_redirects: onOneNode(() => [row(constant(3))]),
    cilium_policy_l7_total: onOneNode(() =>
      ['fqdn', 'envoy'].map((proxy_type) => row(counter(0.2), { proxy_type, rule: 'parse_errors' })),
    ),
    cilium_k8s_client_api_calls_total: onOneNode(() => [
      row(counter(0.4), { method: 'GET', return_code: '429' }),
      row(counter(0.4), { method: 'PUT', return_code: '500' }),
      row(counter(0.4), { method: 'GET', return_code: '503' }),
      row(counter(0.1), { method: 'PATCH', return_code: '409' }),
    ]),
    cilium_kubernetes_events_total: onOneNode(() => [
      row(counter(0.1), { scope: 'CiliumNetworkPolicy', action: 'update', status: 'failed' }),
    ]),
    cilium_kubernetes_events_received_total: onOneNode(() => [
      row(counter(0.1), { scope: 'CiliumNetworkPolicy', action: 'update', valid: 'false', equal: 'false' }),
      row(counter(0.1), { scope: 'CiliumNetworkPolicy', action: 'update', valid: 'true', equal: 'true' }),
    ]),
    cilium_ipcache_errors_total: onOneNode(({ form }) =>
      (form.values['error'] ?? []).map((error) => row(counter(0.2), { type: 'upsert', error })),
    ),
    cilium_hive_status: onOneNode(({ target }) =>
      target.component === 'agent' ? [row(constant(3), { status: 'degraded' })] : [],
    ),
    cilium_hive_degraded_status: onOneNode(() => [row(constant(1))]),
    cilium_hive_jobs_runs_failed: onOneNode(() => jobRows(AGENT_JOBS, counter(0.1))),
    cilium_bpf_map_ops_total: onOneNode(() => [
      row(counter(2), { map_name: 'policy', operation: 'update', outcome: 'fail' }),
    ]),
    cilium_bpf_syscall_duration_seconds: onOneNode(() => [row(histogram(2, 0.01), { outcome: 'fail' })]),
    cilium_bpf_map_pressure: onOneNode(() => [row(gauge(0.86, 0.02), { map_name: 'lxc' })]),
    cilium_xds_events_count: onOneNode(() => [row(counter(0.1), { status: 'nack' })]),
    cilium_drift_checker_config_delta: onOneNode(() => [row(constant(2))]),
    cilium_k8s_workqueue_retries_total: retries,
    cilium_k8s_workqueue_depth: depth,
    ...alike(
      ['cilium_k8s_workqueue_longest_running_processor_seconds', 'cilium_k8s_workqueue_unfinished_work_seconds'],
      stuck,
    ),
    ...alike(['cilium_reconciler_errors_total', 'cilium_reconciler_prune_errors_total'], failing(0.1)),
    cilium_kvstore_operations_duration_seconds: onOneNode(() => [row(histogram(0.5, 3), { outcome: 'fail' })]),
    ...alike(['cilium_kvstore_quorum_errors_total', 'cilium_kvstore_sync_errors_total'], failing(0.1)),
    cilium_subprocess_start_total: onOneNode(() => [row(counter(0.01), { subsystem: 'cilium-health' })]),
  },
};
