import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, table, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels, clusterLegend, nodeCellLink } from '../../shared/node-board.ts';

/** Who runs what since when, and whether agents agree about the cluster. */
export function fleet({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabel, nodeLabels, nodeLegend } = context;
  const version = metric('cilium_version', {}, node);
  const started = metric('cilium_process_start_time_seconds', {}, node);
  const nodes = metric('cilium_nodes_all_num');
  const drift = metric('cilium_drift_checker_config_delta', {}, node);
  const cluster = clusterLabels(context);
  const columns = [
    ...(context.clusterLabel ? [[context.clusterLabel, 'Cluster']] : []),
    [nodeLabel, 'Node'],
    ['Value #A', 'Uptime'],
  ];
  return row(
    'Fleet: who runs what, since when?',
    [
      timeseries({
        title: 'Agents reporting and nodes known',
        description:
          'Agents that report, and the most and fewest nodes any agent knows. Fewer agents than nodes: some are down or not scraped. Most above fewest: an agent has lost its watch. In a cluster mesh the nodes of the peers count too.',
        unit: 'short',
        min: 0,
        width: 12,
        targets: [
          {
            legend: clusterLegend(context, 'agents'),
            query: promql`count ${by(version, ...cluster)} (${metric('cilium_version')})`,
          },
          { legend: clusterLegend(context, 'nodes, most'), query: promql`max ${by(nodes, ...cluster)} (${nodes})` },
          { legend: clusterLegend(context, 'nodes, fewest'), query: promql`min ${by(nodes, ...cluster)} (${nodes})` },
        ],
      }),
      table({
        title: 'Youngest agents',
        description:
          'The twenty agents that started last. A few young ones among old ones crashed; all young is a rollout.',
        unit: 's',
        decimals: 0,
        columns: Object.fromEntries(columns),
        sortBy: { column: 'Uptime' },
        overrides: [nodeCellLink('Node', 'cilium-agent', 'Only this node')],
        query: promql`bottomk(20, time() - max ${by(started, ...nodeLabels)} (${started}))`,
      }),
      timeseries({
        title: 'Configuration drift by node',
        description:
          'Settings in which the running agent differs from its ConfigMap. Above 0 a change waits for a restart of the agent: finish the rollout.',
        unit: 'short',
        min: 0,
        minors: { from: '1.18' },
        thresholds: worseAbove(1),
        legend: nodeLegend,
        query: promql`topk(10, max ${by(drift, ...nodeLabels)} (${drift}))`,
      }),
    ],
    { collapsed: true },
  );
}
