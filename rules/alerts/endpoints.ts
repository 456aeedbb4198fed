import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, matching, not, promql } from '../../src/define.ts';
import { agentLog, nodeOf, onAgent } from '../shared/agent-commands.ts';

/** Whether the pods of a node have the network and the policy they should have. */
export const endpointAlerts = defineRules({
  name: 'cilium-endpoints',
  build: (context) => [
    {
      name: 'endpoints',
      rules: [
        regenerationFailing(context),
        notReady(context),
        invalid(context),
        createFailing(context),
        unmanagedPods(context),
      ],
    },
  ],
});

/** What explains that endpoints of a node make no progress. */
const agentTrouble = (nodeLabels: readonly string[]) => [
  { alert: 'CiliumAgentDown', equal: nodeLabels },
  { alert: 'CiliumAgentsDown' },
  { alert: 'CiliumAgentFrozen', equal: nodeLabels },
];

/** An endpoint deleted while it is regenerated fails too, so a few failures are churn: it takes a share that stays. */
function regenerationFailing(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, nodeLabel, ofCluster } = context;
  const all = metric('cilium_endpoint_regenerations_total');
  const failed = metric('cilium_endpoint_regenerations_total', { outcome: matching('fail.*') });
  const node = by(all, ...nodeLabels);
  return alert({
    name: 'CiliumEndpointRegenerationFailing',
    intent: 'EndpointRegenFailing',
    severity: 'page',
    summary: 'Endpoint regenerations fail on a node.',
    description: `{{ $value | humanizePercentage }} of the endpoint regenerations on node ${nodeOf(context)}${ofCluster} failed in the last 10 minutes. Those pods keep their old program and policy; new pods get no network.`,
    expr: promql`
      sum ${node} (rate(${failed}[10m])) / sum ${node} (rate(${all}[10m])) > 0.25
      and sum ${node} (increase(${failed}[10m])) > 10`,
    for: '3m',
    labels: nodeLabels,
    next: [
      `${agentLog(context, '--since=15m')} | grep -i regenerat`,
      onAgent(context, 'cilium-dbg endpoint list'),
      onAgent(context, 'cilium-dbg status --all-controllers'),
      onAgent(context, 'uname -r'),
    ],
    board: { dashboard: 'cilium-agent', panel: 'Regenerations', variables: { node: nodeLabel } },
    causes: agentTrouble(nodeLabels),
  });
}

/** Both sides are sums over states: divided per state, a ratio is always 1. Endpoints on their way out do not count. */
function notReady(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, nodeLabel, ofCluster } = context;
  const here = metric('cilium_endpoint_state', { endpoint_state: not(['disconnecting', 'disconnected']) });
  const waiting = metric('cilium_endpoint_state', { endpoint_state: not(['ready', 'disconnecting', 'disconnected']) });
  const node = by(here, ...nodeLabels);
  // an endpoint scraped twice is one endpoint
  const count = (of: typeof here) => promql`sum ${node} (max ${by(of, ...nodeLabels, 'endpoint_state')} (${of}))`;
  return alert({
    name: 'CiliumEndpointsNotReady',
    intent: 'EndpointsNotReady',
    severity: 'page',
    summary: 'Many endpoints of a node are not ready.',
    description: `{{ $value | humanizePercentage }} of the endpoints on node ${nodeOf(context)}${ofCluster} have not been ready for 5 minutes: they wait for an identity, or for a regeneration that does not come or does not succeed.`,
    expr: promql`${count(waiting)} / ${count(here)} > 0.25 and ${count(waiting)} >= 3`,
    for: '5m',
    labels: nodeLabels,
    next: [
      `${onAgent(context, 'cilium-dbg endpoint list')} | grep -v ' ready '`,
      agentLog(context, '--since=15m'),
      onAgent(context, 'cilium-dbg status --all-controllers'),
    ],
    board: { dashboard: 'cilium-agent', panel: 'Endpoints not ready by node', variables: { node: nodeLabel } },
    causes: [
      ...agentTrouble(nodeLabels),
      { alert: 'CiliumEndpointRegenerationFailing', equal: nodeLabels },
      { alert: 'CiliumKVStoreUnavailable' },
      { alert: 'CiliumIdentityExhausted' },
    ],
  });
}

function invalid(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, nodeLabel, ofCluster } = context;
  const endpoints = metric('cilium_endpoint_state', { endpoint_state: 'invalid' });
  return alert({
    name: 'CiliumEndpointsInvalid',
    intent: 'EndpointsNotReady',
    severity: 'ticket',
    summary: 'A node has endpoints that Cilium could not make valid.',
    description: `{{ $value }} endpoints on node ${nodeOf(context)}${ofCluster} have been invalid for 15 minutes. The agent does not retry them: their pods stay without network until they are deleted.`,
    expr: promql`max ${by(endpoints, ...nodeLabels)} (${endpoints}) > 0`,
    for: '15m',
    labels: nodeLabels,
    next: [`${onAgent(context, 'cilium-dbg endpoint list')} | grep invalid`, agentLog(context, '--since=1h')],
    board: { dashboard: 'cilium-agent', panel: 'Endpoints by state', variables: { node: nodeLabel } },
    causes: agentTrouble(nodeLabels),
  });
}

/**
 * A ticket, although pods do not start: one broken pod that kubelet retries for ever looks the same on a quiet node.
 * What breaks a whole node pages by its own name. Calls refused for their rate (429) are CiliumAPILimiterThrottling.
 */
function createFailing(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, nodeLabel, ofCluster } = context;
  const calls = metric('cilium_api_limiter_processed_requests_total', {
    api_call: 'endpoint-create',
    return_code: not('429'),
  });
  const failed = metric('cilium_api_limiter_processed_requests_total', {
    api_call: 'endpoint-create',
    return_code: not('429'),
    outcome: 'fail',
  });
  const node = by(calls, ...nodeLabels);
  return alert({
    name: 'CiliumEndpointCreateFailing',
    intent: 'EndpointsNotReady',
    severity: 'ticket',
    summary: 'Pods can not get their network on a node.',
    description: `{{ $value | humanizePercentage }} of the endpoints that kubelet asked for on node ${nodeOf(context)}${ofCluster} could not be created in the last 15 minutes. The pods stay in ContainerCreating.`,
    expr: promql`
      sum ${node} (rate(${failed}[15m])) / sum ${node} (rate(${calls}[15m])) > 0.5
      and sum ${node} (increase(${failed}[15m])) >= 5`,
    for: '5m',
    labels: nodeLabels,
    next: [
      `kubectl get events -A --field-selector reason=FailedCreatePodSandBox | grep ${nodeOf(context)}`,
      `${agentLog(context, '--since=15m')} | grep -i endpoint`,
      onAgent(context, 'cilium-dbg status --verbose'),
    ],
    board: { dashboard: 'cilium-agent', panel: 'Rate-limited calls', variables: { node: nodeLabel } },
    causes: [
      ...agentTrouble(nodeLabels),
      { alert: 'CiliumEndpointRegenerationFailing', equal: nodeLabels },
      { alert: 'CiliumIPAMExhausted', equal: nodeLabels },
      { alert: 'CiliumIdentityExhausted' },
    ],
  });
}

/** Every operator reports it, so the highest is the truth. */
function unmanagedPods({ metric, within, clusterLabels, ofCluster }: RuleContext): AlertDefinition | false {
  if (!within({ from: '1.17' })) return false;
  const pods = metric('cilium_operator_unmanaged_pods');
  return alert({
    name: 'CiliumUnmanagedPods',
    intent: 'EndpointsNotReady',
    severity: 'ticket',
    summary: 'Pods run without Cilium.',
    description: `{{ $value }} pods${ofCluster} run in the pod network without a CiliumEndpoint: no policy applies to them, and none of their traffic shows.`,
    expr: promql`max ${by(pods, ...clusterLabels)} (${pods}) > 0`,
    for: '30m',
    labels: clusterLabels,
    next: [
      'kubectl get pods -A -o wide --field-selector status.phase=Running',
      'kubectl get ciliumendpoints -A',
      'kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide',
    ],
    board: { dashboard: 'cilium-operator', panel: 'Pods without Cilium over time' },
  });
}
