import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';
import type { MeshBoard } from './mesh-board.ts';

/** What this cluster offers the others: clustermesh-apiserver copies it from Kubernetes into an etcd. */
export function apiServer({ context }: MeshBoard): RowDefinition {
  const { metric, metricOf } = context;
  const cluster = clusterLabels(context);
  const up = metricOf('clustermesh-apiserver', 'up');
  const queue = metric('cilium_clustermesh_apiserver_kvstore_sync_queue_size');
  const errors = metric('cilium_clustermesh_apiserver_kvstore_sync_errors_total');
  const quorum = metric('cilium_clustermesh_apiserver_kvstore_quorum_errors_total');
  const all = { min: 0, width: 8, noValue: 'No clustermesh-apiserver' } as const;
  return row(
    'Does this cluster tell the others what it has?',
    [
      timeseries({
        ...all,
        title: 'Replicas up',
        description:
          'Replicas of clustermesh-apiserver that answer Prometheus. With one, every restart makes all remote clusters reconnect; two and more hide it.',
        unit: 'short',
        legend: clusterLegend(context, 'up'),
        query: promql`sum ${by(up, ...cluster)} (${up})`,
      }),
      timeseries({
        ...all,
        title: 'Waiting to be offered',
        description:
          'Changes in this cluster that are not yet in the store the others read. It should be near zero: what waits here is late everywhere else.',
        unit: 'short',
        legend: clusterLegend(context, '{{scope}}'),
        query: promql`topk(10, max ${by(queue, ...cluster, 'scope')} (${queue}))`,
      }),
      timeseries({
        ...all,
        title: 'Failed writes and quorum errors',
        description:
          'Writes into the store that failed, and times that the etcd beside it had no quorum, per second. Both mean that the other clusters see an old picture of this one.',
        unit: 'ops',
        targets: [
          { legend: clusterLegend(context, 'writes {{scope}}'), query: sumRate(errors, ...cluster, 'scope') },
          { legend: clusterLegend(context, 'quorum'), query: sumRate(quorum, ...cluster) },
        ],
      }),
      timeseries({
        ...all,
        title: 'Time of operations of the API server, p99',
        description:
          'How long its reads and writes of the etcd take, 99 % at most. Seconds: give the etcd more CPU or a faster disk.',
        unit: 's',
        width: 12,
        legend: clusterLegend(context, '{{action}}'),
        query: quantile(
          0.99,
          metric('cilium_clustermesh_apiserver_kvstore_operations_duration_seconds_bucket'),
          ...cluster,
          'action',
        ),
      }),
      timeseries({
        ...all,
        title: 'Events read, queue time p99',
        description:
          'How long an event of the store waits before it is handled, 99 % at most. It grows when many nodes or services change at once.',
        unit: 's',
        width: 12,
        legend: clusterLegend(context, '{{scope}}'),
        query: quantile(
          0.99,
          metric('cilium_clustermesh_apiserver_kvstore_events_queue_seconds_bucket'),
          ...cluster,
          'scope',
        ),
      }),
    ],
    { collapsed: true },
  );
}
