import type { RowDefinition } from '../../../src/define.ts';
import { by, not, promql, row, table, timeseries } from '../../../src/define.ts';
import { clusterHeading, clusterLabels, clusterLegend } from '../../shared/node-board.ts';
import { tableRows } from '../../shared/rankings.ts';
import type { MeshBoard } from './mesh-board.ts';

/** Services of the Multi-Cluster Services API, which the operator watches. */
export function serviceExports({ context, remote }: MeshBoard): RowDefinition {
  const { metric, within } = context;
  const cluster = clusterLabels(context);
  const ready = metric('cilium_operator_clustermesh_remote_cluster_readiness_status', {}, remote);
  const exported = metric('cilium_operator_mcsapi_serviceexport_status_condition', { status: not('true') });
  const serving = metric('cilium_operator_mcsapi_serviceimport_status_clusters');
  const remotes = metric('cilium_operator_clustermesh_remote_cluster_services', {}, remote);
  const all = { min: 0, width: 12, noValue: 'No MCS API in use' } as const;
  return row(
    'Which services are shared?',
    [
      timeseries({
        ...all,
        title: 'Remote clusters the operator sees',
        width: within({ from: '1.19' }) ? 12 : 24,
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
        width: 12,
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
