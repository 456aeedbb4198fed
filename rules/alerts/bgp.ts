import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, perMinor, promql } from '../../src/define.ts';
import { nodeOf, onAgent } from '../shared/agent-commands.ts';

/** Sessions of the BGP control plane. */
export const bgpAlerts = defineRules({
  name: 'cilium-bgp',
  build: (context) => [{ name: 'bgp', rules: [sessionDown(context), peerDown(context), reconcileErrors(context)] }],
});

/** One session, 0 or 1. What a router instance is called changed in 1.20 (vrouter, instance_name), so it is left out. */
function sessions({ metric, nodeLabels, clusterLabels }: RuleContext) {
  const state = metric('cilium_bgp_control_plane_session_state');
  return {
    session: promql`min ${by(state, ...nodeLabels, 'neighbor')} (${state})`,
    peer: by(state, ...clusterLabels, 'neighbor'),
  };
}

/** Longer than an agent that restarts needs: its peer is tried again after 120 s (docs.cilium.io, connectRetryTimeSeconds). */
const HOLD = '4m';

/** Peers that are down on purpose are declared in the settings, under `alerts.noise`. */
function sessionDown(context: RuleContext): AlertDefinition {
  const { nodeLabels, clusterLabels, ofCluster } = context;
  return alert({
    name: 'CiliumBGPSessionDown',
    intent: 'BGPSessionDown',
    severity: 'page',
    summary: 'A BGP session of a node is down.',
    description: `Node ${nodeOf(context)}${ofCluster} has no BGP session with {{ $labels.neighbor }}. That router no longer learns the node's addresses: services and pods there are reached over other paths, or not at all.`,
    expr: promql`${sessions(context).session} == 0`,
    for: HOLD,
    labels: [...nodeLabels, 'neighbor'],
    next: [
      onAgent(context, 'cilium-dbg bgp peers'),
      onAgent(context, 'cilium-dbg bgp routes advertised ipv4 unicast'),
      'kubectl get ciliumbgpclusterconfigs,ciliumbgpnodeconfigs,ciliumbgppeerconfigs',
      `kubectl describe ciliumbgpnodeconfig ${nodeOf(context)}`,
    ],
    board: { dashboard: 'incident-nodes', panel: 'BGP sessions down' },
    causes: [{ alert: 'CiliumBGPPeerDown', equal: [...clusterLabels, 'neighbor'] }],
  });
}

/** A router that rebooted is one fault, not one per node that peers with it. */
function peerDown(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  const { session, peer } = sessions(context);
  return alert({
    name: 'CiliumBGPPeerDown',
    intent: 'BGPSessionDown',
    severity: 'page',
    summary: 'A BGP peer is down for most nodes.',
    description: `{{ $value }} nodes${ofCluster}, most of those that peer with it, have no BGP session with {{ $labels.neighbor }}. The fault is on that router or on the way to it.`,
    expr: promql`
      count ${peer} (${session} == 0) >= 3
      and count ${peer} (${session} == 0) / count ${peer} (${session}) > 0.5`,
    for: HOLD,
    labels: [...clusterLabels, 'neighbor'],
    next: [
      'cilium bgp peers',
      'kubectl get ciliumbgppeerconfigs -o yaml',
      'kubectl -n kube-system logs ds/cilium -c cilium-agent --since=20m | grep -i bgp | tail -50',
    ],
    board: { dashboard: 'incident-nodes', panel: 'BGP sessions down' },
  });
}

/** Counted from 1.17 on; renamed in 1.18. One alert per cluster: a peering policy is wrong for every node it selects. */
function reconcileErrors({
  metric,
  within,
  clusterLabels,
  nodeLabels,
  ofCluster,
}: RuleContext): AlertDefinition | false {
  if (!within({ from: '1.17' })) return false;
  const errors = metric('cilium_bgp_control_plane_reconcile_errors_total');
  const grown = perMinor(
    { until: '1.17', query: promql`increase(${metric('cilium_bgp_control_plane_reconcile_error_count')}[10m])` },
    { from: '1.18', query: promql`increase(${errors}[10m])` },
  );
  return alert({
    name: 'CiliumBGPReconcileErrors',
    intent: 'BGPSessionDown',
    severity: 'ticket',
    summary: 'Agents can not apply their BGP configuration.',
    description: `{{ $value }} agents${ofCluster} have failed for 20 minutes to bring BGP to the state their configuration describes. Sessions stay as they are; what changed since is not advertised.`,
    expr: promql`count ${by(errors, ...clusterLabels)} (sum ${by(errors, ...nodeLabels)} (${grown}) > 0) > 0`,
    // longer than one burst stays in the window
    for: '20m',
    labels: clusterLabels,
    next: [
      'kubectl -n kube-system logs ds/cilium -c cilium-agent --since=30m | grep -i bgp | tail -50',
      'kubectl get ciliumbgpclusterconfigs,ciliumbgpadvertisements -o yaml',
    ],
    board: { dashboard: 'incident-nodes', panel: 'BGP sessions down' },
  });
}
