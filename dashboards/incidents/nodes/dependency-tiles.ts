import type { PanelDefinition } from '../../../src/define.ts';
import { by, promql, stat } from '../../../src/define.ts';
import { apiServerTrouble } from '../../agent/rows/kubernetes.ts';
import { worseAbove } from '../../shared/colors.ts';
import { orZero, share, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { criticalFrom, noticeFrom, TILE, WINDOW_OF_THE_ALERT } from '../tile.ts';
import { unreachable } from './node-health.ts';

/** What agents depend on: each other, the API server, and the parts that only some clusters have. */
export function dependencyTiles(board: NodeBoard): readonly PanelDefinition[] {
  return [...network(board), ...control(board), ...parts(board)];
}

function network(board: NodeBoard): readonly PanelDefinition[] {
  const xfrm = board.context.metric('cilium_ipsec_xfrm_error', {}, board.node);
  return [
    stat({
      ...TILE,
      title: 'Unreachable, typical',
      description:
        'Nodes that the agent in the middle can not reach. Two and more: not a node but the network between them, a firewall on port 4240, or a policy of the host.',
      unit: 'short',
      decimals: 0,
      thresholds: criticalFrom(2),
      alerts: ['CiliumNodesUnreachable'],
      query: promql`quantile(0.5, ${unreachable(board)})`,
    }),
    stat({
      ...TILE,
      title: 'Unreachable, worst',
      description:
        'Nodes that the worst-placed agent can not reach. 1 everywhere is one dead node; many on a single agent is that agent cut off. Nodes that just came or went count for some minutes.',
      unit: 'short',
      decimals: 0,
      thresholds: noticeFrom(1),
      query: promql`max(${unreachable(board)})`,
    }),
    stat({
      ...TILE,
      title: 'IPsec errors, worst node',
      description:
        'Packets that IPsec of the worst node refused in five minutes. Each of them is lost, and no drop counter shows it. After a rotation of keys a few; steadily, two nodes use different keys.',
      unit: 'short',
      decimals: 0,
      thresholds: criticalFrom(10),
      alerts: ['CiliumIPsecErrors'],
      noValue: 'No IPsec in use',
      suppress: WINDOW_OF_THE_ALERT,
      query: promql`max(sum ${by(xfrm, ...board.context.nodeLabels)} (increase(${xfrm}[5m])))`,
    }),
  ];
}

function control({ context, node }: NodeBoard): readonly PanelDefinition[] {
  const { metric, metricOf } = context;
  const operator = metricOf('operator', 'up');
  const kvstore = metric('cilium_kvstore_operations_duration_seconds_count', { outcome: 'fail' }, node);
  return [
    stat({
      ...TILE,
      title: 'API server calls failing',
      description:
        'Share of calls to the Kubernetes API server that ended in 5xx, 429 or no answer. Traffic goes on without it; pods, services and policies do not change until it is back.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.01, 0.1),
      alerts: ['CiliumK8sAPIErrors'],
      query: share(
        sumRate(metric('cilium_k8s_client_api_calls_total', apiServerTrouble, node)),
        sumRate(metric('cilium_k8s_client_api_calls_total', {}, node)),
      ),
    }),
    stat({
      ...TILE,
      title: 'Clusters, no operator',
      description:
        'Clusters in which no operator answers. Nothing breaks at once; then new nodes get no addresses, and identities of what is gone pile up.',
      unit: 'short',
      decimals: 0,
      thresholds: criticalFrom(1),
      alerts: ['CiliumOperatorDown'],
      query: promql`sum(max ${by(operator, ...clusterLabels(context))} (${operator}) == bool 0)`,
    }),
    stat({
      ...TILE,
      title: 'Kvstore failures, worst',
      description:
        'Operations on the kvstore that failed for the worst agent in five minutes. An agent whose writes fail is up, answers, and is slowly forgotten by the others.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(3),
      alerts: ['CiliumKVStoreUnavailable'],
      noValue: 'No kvstore in use',
      suppress: WINDOW_OF_THE_ALERT,
      query: orZero(promql`max(sum ${by(kvstore, ...context.nodeLabels)} (increase(${kvstore}[5m])))`),
    }),
  ];
}

function parts({ context, node }: NodeBoard): readonly PanelDefinition[] {
  const { metric, metricOf, nodeLabels } = context;
  const cluster = clusterLabels(context);
  const remote = metric('cilium_clustermesh_remote_cluster_readiness_status', {}, node);
  const session = metric('cilium_bgp_control_plane_session_state', {}, node);
  const envoy = metricOf('envoy', 'up', {}, node);
  return [
    stat({
      ...TILE,
      title: 'Remote clusters lost',
      description:
        'Clusters of the mesh that most agents of a cluster do not see as ready. Their services have no remote backends, and their pods are strangers to policy.',
      unit: 'short',
      decimals: 0,
      thresholds: criticalFrom(1),
      noValue: 'No cluster mesh',
      query: promql`sum(avg ${by(remote, ...cluster, 'target_cluster')} (${remote}) < bool 0.5)`,
    }),
    stat({
      ...TILE,
      title: 'BGP sessions down',
      description:
        'Sessions that are configured and not established. Peers that are shut down on purpose count too: declare them as noise in the settings for the alert. Traffic from outside takes another way, or none.',
      unit: 'short',
      decimals: 0,
      thresholds: criticalFrom(1),
      noValue: 'No BGP in use',
      query: promql`sum(min ${by(session, ...nodeLabels, 'neighbor')} (${session}) == bool 0)`,
    }),
    stat({
      ...TILE,
      title: 'Envoys down',
      description:
        'Nodes whose Envoy does not answer Prometheus. Requests under an L7 policy on such a node fail altogether, all others do not notice.',
      unit: 'short',
      decimals: 0,
      thresholds: criticalFrom(1),
      links: [{ title: 'Which, and why', dashboard: 'cilium-envoy' }],
      query: orZero(promql`sum(max ${by(envoy, ...nodeLabels)} (${envoy}) == bool 0)`),
    }),
    stat({
      ...TILE,
      title: 'Pods without Cilium',
      description:
        'Pods that no agent manages. No policy applies to them: usually they started before Cilium did. Restart them.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      minors: { from: '1.17' },
      alerts: ['CiliumUnmanagedPods'],
      query: promql`max(${metric('cilium_operator_unmanaged_pods')})`,
    }),
  ];
}
