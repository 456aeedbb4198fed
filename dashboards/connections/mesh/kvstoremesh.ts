import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';
import type { MeshBoard } from './mesh-board.ts';

/** The cache of remote clusters that agents read from. */
export function kvstoreMesh({ context, remote }: MeshBoard): RowDefinition {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const queue = metric('cilium_kvstoremesh_kvstore_sync_queue_size');
  const errors = metric('cilium_kvstoremesh_kvstore_sync_errors_total');
  const synced = metric('cilium_kvstoremesh_kvstore_initial_sync_completed');
  const failed = metric('cilium_kvstoremesh_remote_cluster_failures', {}, remote);
  const all = { min: 0, width: 8, noValue: 'No KVStoreMesh' } as const;
  return row('Is the cache of remote clusters fresh?', [
    timeseries({
      ...all,
      title: 'Waiting to be written',
      description:
        'Changes of remote clusters that KVStoreMesh has read and not yet written to the local store, by where they come from. A queue that does not empty is the local etcd: too slow, or full.',
      unit: 'short',
      legend: clusterLegend(context, '{{source_cluster}} {{scope}}'),
      query: promql`topk(10, max ${by(queue, ...cluster, 'source_cluster', 'scope')} (${queue}))`,
    }),
    timeseries({
      ...all,
      title: 'Failed writes and lost connections',
      description:
        'Writes into the local store that failed, and connections to remote clusters that were lost, per second. Writes point at the etcd here, connections at the other cluster or the way to it.',
      unit: 'ops',
      targets: [
        {
          legend: clusterLegend(context, 'writes of {{source_cluster}}'),
          query: sumRate(errors, ...cluster, 'source_cluster'),
        },
        {
          legend: clusterLegend(context, 'connections to {{target_cluster}}'),
          query: sumRate(failed, ...cluster, 'target_cluster'),
        },
      ],
    }),
    timeseries({
      ...all,
      title: 'First copies not complete',
      description:
        'Kinds of data that KVStoreMesh has not yet copied whole since it started. Until a copy is complete, agents miss services and identities of that cluster. Minutes after a start are normal.',
      unit: 'short',
      legend: clusterLegend(context, '{{source_cluster}}'),
      query: promql`sum ${by(synced, ...cluster, 'source_cluster')} (${synced} == bool 0)`,
    }),
    timeseries({
      ...all,
      title: 'Operations on the stores by outcome',
      description:
        'Reads and writes of KVStoreMesh per second. Failures without remote clusters lost are the local store.',
      unit: 'ops',
      width: 12,
      legend: clusterLegend(context, '{{action}} {{outcome}}'),
      query: sumRate(
        metric('cilium_kvstoremesh_kvstore_operations_duration_seconds_count'),
        ...cluster,
        'action',
        'outcome',
      ),
    }),
    timeseries({
      ...all,
      title: 'Time of operations, p99',
      description:
        'How long reads and writes of KVStoreMesh take, 99 % at most. Near the second, changes in one cluster are late in all others.',
      unit: 's',
      width: 12,
      legend: clusterLegend(context, '{{action}}'),
      query: quantile(
        0.99,
        metric('cilium_kvstoremesh_kvstore_operations_duration_seconds_bucket'),
        ...cluster,
        'action',
      ),
    }),
  ]);
}
