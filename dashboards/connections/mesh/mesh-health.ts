import type { PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, stat } from '../../../src/define.ts';
import { criticalFrom, WINDOW_OF_THE_ALERT } from '../../incidents/tile.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { orZero } from '../../shared/expressions.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { featureTile } from '../feature-tile.ts';
import type { MeshBoard } from './mesh-board.ts';
import { agentsWithout } from './mesh-board.ts';

const TILE = { width: 4, height: 4, noValue: 'No cluster mesh' } as const;

export function meshHealth(board: MeshBoard): RowDefinition {
  return row('Is it healthy?', [...ofAgents(board), ...ofKvstoreMesh(board), ...size(board)]);
}

function ofAgents(board: MeshBoard): readonly PanelDefinition[] {
  const { context, node, remote } = board;
  const failures = context.metric('cilium_clustermesh_remote_cluster_failures', {}, node, remote);
  return [
    stat({
      ...TILE,
      title: 'Agents cut off',
      description:
        'Share of the agents that have no connection to a remote cluster, of the worst pair. They keep what they knew of it; new backends, pods and identities over there are unknown. Above half, the cluster itself or the way to it is gone; below, the network of single nodes.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: [
        { color: color.ok },
        { from: Number.MIN_VALUE, color: color.warning },
        { from: 0.5, color: color.critical },
      ],
      alerts: ['CiliumClusterMeshRemoteDown'],
      query: promql`max(${agentsWithout(board)})`,
    }),
    stat({
      ...TILE,
      title: 'Lost, worst agent',
      description:
        'How often the worst agent lost a remote cluster within half an hour. Three times is a connection that does not hold: certificates that are renewed, a load balancer with idle time-outs, an etcd that restarts.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(3),
      alerts: ['CiliumClusterMeshRemoteUnstable'],
      suppress: WINDOW_OF_THE_ALERT,
      query: promql`max(increase(${failures}[30m]))`,
    }),
  ];
}

function ofKvstoreMesh({ context, remote }: MeshBoard): readonly PanelDefinition[] {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const ready = metric('cilium_kvstoremesh_remote_cluster_readiness_status', {}, remote);
  const errors = metric('cilium_kvstoremesh_kvstore_sync_errors_total');
  return [
    stat({
      ...TILE,
      title: 'Lost by KVStoreMesh',
      description:
        'Remote clusters that no KVStoreMesh of a cluster is connected to. Agents stay connected to the cache and look well, and what they read of that cluster is stale.',
      unit: 'short',
      decimals: 0,
      thresholds: criticalFrom(1),
      alerts: ['CiliumKVStoreMeshRemoteDown'],
      noValue: 'No KVStoreMesh',
      query: promql`sum(max ${by(ready, ...cluster, 'target_cluster')} (${ready}) == bool 0)`,
    }),
    stat({
      ...TILE,
      title: 'Failed cache writes',
      description:
        'Writes of remote data into the local store that failed within ten minutes, of the worst source. Agents read from there, and read too little: look at the etcd beside it.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      alerts: ['CiliumKVStoreMeshSyncErrors'],
      noValue: 'No KVStoreMesh',
      suppress: WINDOW_OF_THE_ALERT,
      query: orZero(promql`max(sum ${by(errors, ...cluster, 'source_cluster')} (increase(${errors}[10m])))`),
    }),
  ];
}

function size({ context, node }: MeshBoard): readonly PanelDefinition[] {
  const remotes = context.metric('cilium_clustermesh_remote_clusters', {}, node);
  const cluster = clusterLabels(context);
  return [
    stat({
      ...TILE,
      title: 'Remote clusters',
      description:
        'Remote clusters that agents are told to connect to, in the cluster that is told of fewest. In a full mesh every cluster knows all others: one less than the others is a connection that was made on one side only.',
      unit: 'short',
      decimals: 0,
      query: promql`min(max ${by(remotes, ...cluster)} (${remotes}))`,
    }),
    featureTile(context, 'cilium_feature_adv_connect_and_lb_clustermesh_enabled', {
      title: 'Agents in a mesh',
      description:
        'Share of the agents that have cluster mesh on. It is a setting of the cluster: less than all is a rollout that has not ended.',
    }),
  ];
}
