import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, matching, promql } from '../../src/define.ts';
import { agentLog, nodeOf, onAgent } from '../shared/agent-commands.ts';

/** What agents do in the background, what they are asked for, and what they ask of the API server. */
export const controlPlaneAlerts = defineRules({
  name: 'cilium-control-plane',
  build: (context) => [
    {
      name: 'control-plane',
      rules: [controllersFailing(context), apiLimiter(context), agentApiErrors(context), k8sApiErrors(context)],
    },
  ],
});

/** Loops retry by themselves: what still fails after a quarter of an hour needs someone. */
function controllersFailing(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, nodeLabel, ofCluster } = context;
  const failing = metric('cilium_controllers_failing');
  return alert({
    name: 'CiliumControllersFailing',
    intent: 'ControllersFailing',
    severity: 'ticket',
    summary: 'Background loops of a Cilium agent fail.',
    description: `{{ $value }} controllers of the agent on node ${nodeOf(context)}${ofCluster} have failed for 15 minutes. Each keeps something up to date, such as a CiliumNode, an endpoint or a map, and that is now stale.`,
    expr: promql`max ${by(failing, ...nodeLabels)} (${failing}) > 0`,
    for: '15m',
    labels: nodeLabels,
    next: [
      `${onAgent(context, 'cilium-dbg status --all-controllers')} | grep -v ' 0 .* no error'`,
      agentLog(context, '--since=20m'),
    ],
    board: { dashboard: 'cilium-agent', panel: 'Failing controllers by node', variables: { node: nodeLabel } },
    causes: [
      { alert: 'CiliumAgentDown', equal: nodeLabels },
      { alert: 'CiliumEndpointRegenerationFailing', equal: nodeLabels },
      { alert: 'CiliumKVStoreFailing', equal: nodeLabels },
      { alert: 'CiliumKVStoreUnavailable' },
      { alert: 'CiliumK8sAPIErrors' },
    ],
  });
}

/** One alert per cluster and call: a Job that starts pods on many nodes is one fault. Minutes of 429 are normal then. */
function apiLimiter({ metric, clusterLabels, nodeLabels, ofCluster }: RuleContext): AlertDefinition {
  const refused = metric('cilium_api_limiter_processed_requests_total', { return_code: '429' });
  const perNode = promql`sum ${by(refused, ...nodeLabels, 'api_call')} (rate(${refused}[5m])) > 0`;
  return alert({
    name: 'CiliumAPILimiterThrottling',
    intent: 'APILimiterThrottling',
    severity: 'ticket',
    summary: 'Cilium agents refuse calls because there are too many.',
    description: `{{ $value }} agents${ofCluster} have refused {{ $labels.api_call }} calls with 429 for more than 15 of the last 20 minutes. Kubelet tries again later: pods start slowly, and some time out.`,
    expr: promql`count ${by(refused, ...clusterLabels, 'api_call')} (count_over_time((${perNode})[20m:1m]) > 15) > 0`,
    labels: [...clusterLabels, 'api_call'],
    next: [
      `kubectl get pods -A -o wide --field-selector status.phase=Pending --sort-by=.metadata.creationTimestamp | tail -30`,
      'kubectl get jobs -A --sort-by=.status.startTime | tail',
      'kubectl -n kube-system get configmap cilium-config -o yaml | grep api-rate-limit',
    ],
    board: { dashboard: 'cilium-agent', panel: 'Rate-limited calls' },
  });
}

function agentApiErrors(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, nodeLabel, ofCluster } = context;
  const all = metric('cilium_agent_api_process_time_seconds_count');
  const failed = metric('cilium_agent_api_process_time_seconds_count', { return_code: matching('5..') });
  const call = by(all, ...nodeLabels, 'method', 'path');
  return alert({
    name: 'CiliumAgentAPIErrors',
    intent: 'AgentAPIErrors',
    severity: 'ticket',
    summary: 'Calls to the API of a Cilium agent fail.',
    description: `{{ $value | humanizePercentage }} of {{ $labels.method }} {{ $labels.path }} on node ${nodeOf(context)}${ofCluster} ended in a 5xx in the last 15 minutes. Under /v1/endpoint and /v1/ipam these are pods that do not start.`,
    expr: promql`
      sum ${call} (rate(${failed}[15m])) / sum ${call} (rate(${all}[15m])) > 0.1
      and sum ${call} (increase(${failed}[15m])) >= 5`,
    for: '5m',
    labels: [...nodeLabels, 'method', 'path'],
    next: [
      `${agentLog(context, '--since=20m')} | grep -i 'level=error\\|level=warn'`,
      onAgent(context, 'cilium-dbg status --verbose'),
    ],
    board: { dashboard: 'cilium-agent', panel: 'API requests by return code', variables: { node: nodeLabel } },
    causes: [
      { alert: 'CiliumAgentFrozen', equal: nodeLabels },
      { alert: 'CiliumIPAMExhausted', equal: nodeLabels },
      { alert: 'CiliumEndpointRegenerationFailing', equal: nodeLabels },
    ],
  });
}

/**
 * Agents go on forwarding without the API server, so this is no page of theirs. `<error>` is client-go's return code
 * where no answer came; 4xx are answers, but for 429. A restart of the server shows for some six minutes.
 */
function k8sApiErrors({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const all = metric('cilium_k8s_client_api_calls_total');
  const failed = metric('cilium_k8s_client_api_calls_total', { return_code: matching('5..|429|<error>') });
  const cluster = by(all, ...clusterLabels);
  return alert({
    name: 'CiliumK8sAPIErrors',
    intent: 'K8sAPIErrors',
    severity: 'ticket',
    summary: 'Calls of Cilium agents to the Kubernetes API server fail.',
    description: `{{ $value | humanizePercentage }} of the calls of all agents${ofCluster} to the API server fail. Traffic goes on; new pods, services, identities and policies wait.`,
    expr: promql`sum ${cluster} (rate(${failed}[5m])) / sum ${cluster} (rate(${all}[5m])) > 0.1`,
    for: '7m',
    labels: clusterLabels,
    next: [
      `kubectl get --raw '/readyz?verbose'`,
      'kubectl -n kube-system get pods -l component=kube-apiserver -o wide',
      `kubectl -n kube-system logs ds/cilium -c cilium-agent --since=15m | grep -i 'apiserver\\|k8s' | tail -50`,
    ],
    board: { dashboard: 'cilium-agent', panel: 'API server calls by return code' },
  });
}
