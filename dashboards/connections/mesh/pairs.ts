import type { RowDefinition, SeriesName } from '../../../src/define.ts';
import { by, promql, row, table, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { clusterHeading, clusterLabels, clusterLegend, nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';
import type { MeshBoard } from './mesh-board.ts';
import { agentsWithout } from './mesh-board.ts';

type OfRemote = Extract<SeriesName, `cilium_clustermesh_remote_cluster_${string}`>;

/** Which cluster does not see which. */
export function pairs(board: MeshBoard): RowDefinition {
  const { context, node, remote } = board;
  const { metric, nodeLabels, nodeLegend } = context;
  const pair = [...clusterLabels(context), 'target_cluster'] as const;
  const series = (name: OfRemote) => metric(name, {}, node, remote);
  const most = (name: OfRemote) => promql`max ${by(series(name), ...pair)} (${series(name)})`;
  const failed = series('cilium_clustermesh_remote_cluster_last_failure_ts');
  const failures = series('cilium_clustermesh_remote_cluster_failures');
  const known = context.within({ from: '1.19' });
  const legend = clusterLegend(context, '→ {{target_cluster}}');
  return row('Which cluster does not see which?', [
    table({
      title: 'Pairs of clusters',
      description:
        'What the agents of a cluster know of another one. Failures long ago are upgrades over there; recent ones with all agents connected are a connection that comes and goes. Nodes or services at zero with agents connected: the other side exports nothing, or its certificate does not allow it.',
      width: 24,
      height: 7,
      columns: {
        ...clusterHeading(context),
        target_cluster: 'Remote cluster',
        'Value #A': 'Agents without it',
        'Value #B': 'Failures, worst agent',
        'Value #C': 'Last failure',
        'Value #D': 'Nodes',
        ...(known ? { 'Value #E': 'Services', 'Value #F': 'Endpoints' } : {}),
      },
      sortBy: { column: 'Agents without it', descending: true },
      overrides: [
        {
          match: 'Agents without it',
          unit: 'percentunit',
          decimals: 0,
          cell: 'color-text',
          thresholds: [{ color: color.ok }, { from: Number.MIN_VALUE, color: color.critical }],
        },
        { match: 'Failures, worst agent', unit: 'none', decimals: 0 },
        { match: 'Last failure', unit: 's' },
        { match: 'Nodes', unit: 'none', decimals: 0 },
        { match: 'Services', unit: 'none', decimals: 0 },
        { match: 'Endpoints', unit: 'none', decimals: 0 },
      ],
      targets: [
        { query: agentsWithout(board) },
        { query: most('cilium_clustermesh_remote_cluster_failures') },
        { query: promql`time() - (max ${by(failed, ...pair)} (${failed}) > 0)` },
        { query: most('cilium_clustermesh_remote_cluster_nodes') },
        ...(known
          ? [
              { query: most('cilium_clustermesh_remote_cluster_services') },
              { query: most('cilium_clustermesh_remote_cluster_endpoints') },
            ]
          : []),
      ],
    }),
    timeseries({
      title: 'Agents without the remote cluster',
      description:
        'Share of the agents without a connection, by pair. All at once is the other cluster, its load balancer or a certificate; a share that grows slowly is agents that restart and do not come back.',
      unit: 'percentunit',
      min: 0,
      max: 1,
      width: 8,
      legend,
      query: agentsWithout(board),
    }),
    timeseries({
      title: 'New failures by node',
      description:
        'Connections to remote clusters lost within a rate window, the ten nodes with most. One node alone is its network; all together are the other side.',
      unit: 'short',
      min: 0,
      width: 8,
      legend: `${nodeLegend} → {{target_cluster}}`,
      overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
      query: topTen(
        promql`max ${by(failures, ...nodeLabels, 'target_cluster')} (increase(${failures}[$__rate_interval]))`,
      ),
    }),
    timeseries({
      title: 'Nodes known of the remote cluster',
      description:
        'Nodes over there that agents here know, the least informed agent of each pair. It must follow the size of the other cluster; a flat line while nodes come and go there is data that is stale.',
      unit: 'short',
      min: 0,
      width: 8,
      legend,
      query: promql`min ${by(failures, ...pair)} (${series('cilium_clustermesh_remote_cluster_nodes')})`,
    }),
  ]);
}
