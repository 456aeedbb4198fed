import type { RowDefinition } from '../../../src/define.ts';
import { by, not, promql, row, table, timeseries } from '../../../src/define.ts';
import { clusterHeading, clusterLabels, clusterLegend } from '../../shared/node-board.ts';
import { tableRows, topTen } from '../../shared/rankings.ts';
import type { MeshBoard } from './mesh-board.ts';

/** Services of the Multi-Cluster Services API, which the operator watches. */
export function serviceExports({ context, remote }: MeshBoard): RowDefinition {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const ready = metric('cilium_operator_clustermesh_remote_cluster_readiness_status', {}, remote);
  const exported = metric('cilium_operator_mcsapi_serviceexport_status_condition', { status: not('true') });
  const serving = metric('cilium_operator_mcsapi_serviceimport_status_clusters');
  const failures = metric('cilium_operator_clustermesh_remote_cluster_failures', {}, remote);
  const failed = metric('cilium_operator_clustermesh_remote_cluster_last_failure_ts', {}, remote);
  const pair = by(failures, ...cluster, 'target_cluster');
  const remotes = metric('cilium_operator_clustermesh_remote_cluster_services', {}, remote);
  const all = { min: 0, width: 12, noValue: 'No MCS API in use' } as const;
  return row(
    'Which services are shared?',
    [
      timeseries({
        ...all,
        title: 'Remote clusters the operator sees',
        width: 8,
        description:
          'Whether the operator is connected to each remote cluster, 0 or 1. It needs the connection for exported services and global ones with endpoint slices, and for nothing else.',
        unit: 'short',
        minors: { from: '1.17' },
        legend: clusterLegend(context, '→ {{target_cluster}}'),
        noValue: 'No cluster mesh',
        query: promql`max ${by(ready, ...cluster, 'target_cluster')} (${ready})`,
      }),
      timeseries({
        ...all,
        title: 'New failures of the operator',
        width: 8,
        description:
          'Connections to remote clusters that the operator lost within a rate window. Agents that lose them too point at the other cluster; the operator alone, at its node or its certificate.',
        unit: 'short',
        minors: { from: '1.17' },
        legend: clusterLegend(context, '→ {{target_cluster}}'),
        noValue: 'No cluster mesh',
        query: topTen(promql`max ${pair} (increase(${failures}[$__rate_interval]))`),
      }),
      timeseries({
        ...all,
        title: 'Time since the operator lost one',
        width: 8,
        description:
          'How long ago the operator last lost the connection to a remote cluster. A line that falls to zero again and again is a connection that does not hold: certificates, a load balancer with idle time-outs, an etcd that restarts.',
        unit: 's',
        minors: { from: '1.17' },
        legend: clusterLegend(context, '→ {{target_cluster}}'),
        noValue: 'Never lost one',
        query: promql`time() - (max ${pair} (${failed}) > 0)`,
      }),
      timeseries({
        ...all,
        title: 'Services offered by remote clusters',
        description:
          'Global services each remote cluster offers. A step down is a change over there: services with fewer backends here.',
        unit: 'short',
        minors: { from: '1.19' },
        legend: clusterLegend(context, '{{target_cluster}}'),
        noValue: 'No cluster mesh',
        query: promql`max ${by(remotes, ...cluster, 'target_cluster')} (${remotes})`,
      }),
      timeseries({
        ...all,
        title: 'Clusters behind an imported service',
        description:
          'Clusters that export each imported service, the ten with fewest. One is a service without a second place to go.',
        unit: 'short',
        minors: { from: '1.19' },
        legend: clusterLegend(context, '{{namespace}}/{{serviceimport}}'),
        query: promql`bottomk(10, max ${by(serving, ...cluster, 'namespace', 'serviceimport')} (${serving}))`,
      }),
      table({
        title: 'Exports that are not valid',
        description:
          'Service exports with a condition that is not met, and why. A conflict means that clusters export the same name with different ports or types: the oldest wins.',
        unit: 'short',
        width: 24,
        minors: { from: '1.19' },
        noValue: 'All exports are valid',
        emptyInHealth: { fault: 'connections-lost', reason: 'All exports of a healthy cluster are valid.' },
        columns: {
          ...clusterHeading(context),
          namespace: 'Namespace',
          serviceexport: 'Export',
          condition: 'Condition',
          reason: 'Why',
        },
        query: tableRows(
          promql`max ${by(exported, ...cluster, 'namespace', 'serviceexport', 'condition', 'reason')} (${exported}) > 0`,
        ),
      }),
    ],
    { collapsed: true },
  );
}
