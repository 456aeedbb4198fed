import type { AlertDefinition, Promql, RuleContext, Selector } from '../../src/define.ts';
import { alert, by, on, promql } from '../../src/define.ts';
import { agentPods, nodeOf } from '../shared/agent-commands.ts';
import { envoyLog, envoyPods, workloads } from '../shared/envoy.ts';

export function controlPlaneLost(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, nodeLabel, ofCluster } = context;
  const connected = metric('envoy_control_plane_connected_state');
  return alert({
    name: 'CiliumEnvoyControlPlaneLost',
    intent: 'EnvoyControlPlaneLost',
    severity: 'ticket',
    summary: 'Envoy has no connection to its agent.',
    description: `Envoy on node ${nodeOf(context)}${ofCluster} is not connected to the agent. It goes on with what it knows: new L7 policy and new backends do not reach it.`,
    expr: promql`max ${by(connected, ...nodeLabels)} (${connected}) == 0`,
    for: '10m',
    labels: nodeLabels,
    next: [agentPods(context), envoyPods(context), envoyLog(context)],
    board: { dashboard: 'cilium-envoy', panel: 'Without control plane', variables: { node: nodeLabel } },
    causes: [
      { alert: 'CiliumAgentDown', equal: nodeLabels },
      { alert: 'CiliumEnvoyDown', equal: nodeLabels },
    ],
  });
}

/** One bad object is refused by every Envoy it reaches, so nodes are counted, not named. */
export function configurationRejected(context: RuleContext): AlertDefinition {
  const { metric, clusterLabels, nodeLabels, ofCluster } = context;
  const listeners = metric('envoy_listener_manager_lds_update_rejected');
  const rejections = [
    listeners,
    metric('envoy_cluster_manager_cds_update_rejected'),
    metric('envoy_http_rds_update_rejected'),
  ].map((each) => promql`sum ${by(each, ...nodeLabels)} (${lately(each, context)}) > 0`);
  const [first = promql`${listeners}`, ...rest] = rejections;
  const any = rest.reduce((all, each) => promql`${all} or ${on(listeners, ...nodeLabels)} ${each}`, first);
  return alert({
    name: 'CiliumEnvoyConfigRejected',
    intent: 'EnvoyConfigRejected',
    severity: 'ticket',
    summary: 'Envoy refuses configuration that Cilium sends it.',
    description: `Envoy refused listeners, clusters or routes on {{ $value }} nodes${ofCluster} within the last hour. It goes on with what it had before, so what is written is not what is enforced. All nodes: a mistake in a CiliumEnvoyConfig, Ingress or Gateway. One: a stale Envoy.`,
    expr: promql`count ${by(listeners, ...clusterLabels)} (${any}) > 0`,
    for: '5m',
    labels: clusterLabels,
    next: [
      'kubectl -n kube-system logs -l k8s-app=cilium-envoy --since=1h --prefix | grep -i "rejected\\|error adding"',
      'kubectl get ciliumenvoyconfigs,ciliumclusterwideenvoyconfigs -A --sort-by=.metadata.creationTimestamp',
    ],
    board: { dashboard: 'cilium-envoy', panel: 'Updates rejected and failed' },
  });
}

/**
 * What a counter of Envoy added in the last hour. It shows a counter only after its first count, which `increase` does
 * not see: a series that is new on a target that is not counts from 0.
 */
function lately(of: Selector, { metricOf, nodeLabels }: RuleContext): Promql {
  const up = metricOf('envoy', 'up');
  return promql`
    (
      (${of} unless max_over_time(${of}[15m] offset 50m))
      and ${on(up, ...nodeLabels)} max_over_time(${up}[15m] offset 50m)
    )
    or increase(${of}[1h])`;
}

export function connectFailures({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const failed = metric('envoy_cluster_upstream_cx_connect_fail', workloads);
  const attempts = metric('envoy_cluster_upstream_cx_total', workloads);
  const service = [...clusterLabels, 'envoy_cluster_name'] as const;
  return alert({
    name: 'CiliumEnvoyUpstreamConnectFailing',
    intent: 'EnvoyUpstreamFailing',
    severity: 'ticket',
    summary: 'Envoy cannot connect to a service behind it.',
    description: `{{ $value | humanizePercentage }} of the connections from Envoy to {{ $labels.envoy_cluster_name }}${ofCluster} fail: backends that refuse or do not answer, or a policy between proxy and backend. egress-cluster and ingress-cluster stand for all traffic under L7 policy.`,
    expr: promql`
      sum ${by(failed, ...service)} (rate(${failed}[10m])) / sum ${by(attempts, ...service)} (rate(${attempts}[10m])) > 0.2
      and sum ${by(failed, ...service)} (rate(${failed}[10m])) > 0.1`,
    for: '10m',
    labels: service,
    next: [
      'hubble observe --protocol tcp --verdict DROPPED --last 50',
      'kubectl get pods -A --field-selector status.phase!=Running,status.phase!=Succeeded',
    ],
    board: { dashboard: 'cilium-envoy', panel: 'Connect failures by cluster' },
    causes: [{ alert: 'CiliumEnvoysDown' }],
  });
}
