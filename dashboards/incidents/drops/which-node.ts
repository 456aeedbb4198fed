import type { Promql, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, table, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { lossReasons } from '../../shared/drops.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { nodeCellLink, nodeLink } from '../../shared/node-board.ts';
import { tableRows, topTen } from '../../shared/rankings.ts';
import { COMMAND, commandColumns, onAgent } from '../commands.ts';

/** Share of packets each node loses: 0 where it never lost one. */
export function nodeLoss({ context: { metric, nodeLabels }, node }: FlowBoard): Promql {
  const lost = metric('cilium_drop_count_total', { reason: lossReasons }, node);
  const forwarded = metric('cilium_forward_count_total', {}, node);
  const passed = promql`sum ${by(forwarded, ...nodeLabels)} (rate(${forwarded}[$__rate_interval]))`;
  const failed = promql`(${sumRate(lost, ...nodeLabels)} or ${passed} * 0)`;
  return promql`${failed} / (${failed} + ${passed})`;
}

/** Where: one node is a device, a route or a kernel; many at once are a change or the network. */
export function whichNode(board: FlowBoard): RowDefinition {
  const { context, node } = board;
  const { metric, nodeLabel, nodeLabels, nodeLegend, clusterLabel } = context;
  const lost = metric('cilium_drop_count_total', { reason: lossReasons }, node);
  const worst = tableRows(sumRate(lost, ...nodeLabels, 'reason'));
  return row('Where?', [
    timeseries({
      title: 'Share lost by node',
      description:
        'Packets lost as a share of all, the ten worst nodes. One line above the rest is that node: drain it if the command on the right does not explain it. All together: look at what changed.',
      unit: 'percentunit',
      min: 0,
      width: 24,
      legend: nodeLegend,
      thresholds: worseAbove(0.001, 0.0144),
      thresholdStyle: 'dashed',
      overrides: [nodeLink(context, 'cilium-datapath', 'Datapath of this node')],
      query: topTen(nodeLoss(board)),
    }),
    table({
      title: 'Nodes and what to run there',
      description:
        'The twenty worst pairs of node and reason, with a command that shows the very packets. Follow the node for its maps and its agent.',
      unit: 'count:p/s',
      width: 24,
      columns: {
        ...(clusterLabel ? { [clusterLabel]: 'Cluster' } : {}),
        [nodeLabel]: 'Node',
        reason: 'Reason',
        Value: 'Lost',
        command: COMMAND,
      },
      sortBy: { column: 'Lost', descending: true },
      noValue: 'Nothing lost',
      emptyInHealth: { fault: 'drops', reason: 'Healthy nodes lose nothing.' },
      overrides: [
        ...commandColumns,
        nodeCellLink('Node', 'cilium-datapath', 'Datapath of this node'),
        { match: 'Lost', decimals: 2 },
      ],
      query: onAgent(worst, nodeLabel, 'cilium-dbg monitor --type drop'),
    }),
  ]);
}
