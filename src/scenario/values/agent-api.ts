import { constant, count, counter, histogram } from '../signal.ts';
import type { Rule } from '../site.ts';
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
const QUEUES = ['ciliumendpoints', 'ciliumnetworkpolicies', 'services', 'nodes'];

/** What an agent is asked, and what it asks Kubernetes. */
export const agentApi: Readonly<Record<string, Rule>> = {
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
