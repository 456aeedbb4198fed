import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';
import type { MeshBoard } from './mesh-board.ts';

/** The stores that agents read remote clusters from, and write to where the kvstore holds identities. */
export function agentKvstore({ context, node }: MeshBoard): RowDefinition {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const queue = metric('cilium_kvstore_sync_queue_size', {}, node);
  const all = { min: 0, width: 12, noValue: 'No kvstore in use' } as const;
  return row(
    'Do agents read and write their stores?',
    [
      timeseries({
        ...all,
        title: 'Operations of agents by outcome',
        description:
          'Reads and writes of agents in their stores per second. Failures on all nodes are the store, on one node its way to it; until they end, the agents keep what they knew.',
        unit: 'ops',
        width: 8,
        legend: clusterLegend(context, '{{action}} {{outcome}}'),
        overrides: [{ match: '/fail/', color: color.critical }],
        query: sumRate(
          metric('cilium_kvstore_operations_duration_seconds_count', {}, node),
          ...cluster,
          'action',
          'outcome',
        ),
      }),
      timeseries({
        ...all,
        title: 'Time of operations of agents, p99',
        description:
          'How long reads and writes of agents take, 99 % at most. Near the second, identities and backends come late: give the etcd more CPU or a faster disk.',
        unit: 's',
        width: 8,
        legend: clusterLegend(context, '{{action}}'),
        query: quantile(
          0.99,
          metric('cilium_kvstore_operations_duration_seconds_bucket', {}, node),
          ...cluster,
          'action',
        ),
      }),
      timeseries({
        ...all,
        title: 'Events of agents, queue time p99',
        description:
          'How long an event of the store waits in the agent before it is handled, 99 % at most. It grows when many nodes or identities change at once; if it stays, the agents lack CPU.',
        unit: 's',
        width: 8,
        legend: clusterLegend(context, '{{scope}}'),
        query: quantile(0.99, metric('cilium_kvstore_events_queue_seconds_bucket', {}, node), ...cluster, 'scope'),
      }),
      timeseries({
        ...all,
        title: 'Waiting to be written by agents',
        description:
          'Changes the agent with most of them has not yet written to its store. It should be near zero: a queue that does not empty is an etcd that is too slow, or full.',
        unit: 'short',
        legend: clusterLegend(context, '{{source_cluster}} {{scope}}'),
        query: topTen(promql`max ${by(queue, ...cluster, 'source_cluster', 'scope')} (${queue})`),
      }),
      timeseries({
        ...all,
        title: 'Failed writes of agents and quorum errors',
        description:
          'Writes of agents that failed, and times they found a store without quorum, per second. Without quorum the etcd answers nobody: look at its members before the agents.',
        unit: 'ops',
        targets: [
          {
            legend: clusterLegend(context, 'writes {{scope}}'),
            query: topTen(sumRate(metric('cilium_kvstore_sync_errors_total', {}, node), ...cluster, 'scope')),
          },
          {
            legend: clusterLegend(context, 'quorum'),
            query: sumRate(metric('cilium_kvstore_quorum_errors_total', {}, node), ...cluster),
          },
        ],
      }),
    ],
    { collapsed: true },
  );
}
