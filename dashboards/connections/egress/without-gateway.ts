import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, table, timeseries } from '../../../src/define.ts';
import { COMMAND, commandColumns, observeWorkload } from '../../incidents/commands.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { clusterHeading, clusterLabels, nodeLink } from '../../shared/node-board.ts';
import { tableRows, topTen } from '../../shared/rankings.ts';
import { EGRESS_FLOWS, NO_EGRESS_IP, NO_GATEWAY } from './egress-reasons.ts';

const FOUND = { fault: 'connections-lost', reason: 'A healthy cluster finds a gateway for every packet.' };

/** Who does not get out, and where it is lost. */
export function withoutGateway({ context, node, filters }: FlowBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend, within } = context;
  const flows = metric('hubble_drop_total', { reason: [...EGRESS_FLOWS] }, ...filters);
  const reasons = within({ from: '1.17' }) ? ([NO_GATEWAY, NO_EGRESS_IP] as const) : ([NO_GATEWAY] as const);
  const dropped = metric('cilium_drop_count_total', { reason: [...reasons] }, node);
  const all = { noValue: 'Every packet finds its gateway', emptyInHealth: FOUND } as const;
  return row('Who does not get out?', [
    table({
      ...all,
      title: 'Workloads without a way out',
      description:
        'The twenty workloads that lose most packets for want of a gateway or its address, with the command that shows the packets. One workload: its policy selects no node. Many: a gateway is gone.',
      unit: 'count:p/s',
      decimals: 2,
      width: 16,
      height: 8,
      columns: {
        ...clusterHeading(context),
        source_namespace: 'Namespace',
        source_workload: 'Workload',
        'Value #A': 'Lost',
        command: COMMAND,
      },
      overrides: commandColumns,
      sortBy: { column: 'Lost', descending: true },
      query: observeWorkload(
        tableRows(promql`${sumRate(flows, ...clusterLabels(context), 'source_namespace', 'source_workload')} > 0`),
        'source',
        '--from-workload WORKLOAD --verdict DROPPED',
      ),
    }),
    timeseries({
      ...all,
      title: 'Packets lost by node',
      description:
        'Packets per second without a gateway or an address of it, the ten nodes with most. Without a gateway the node is that of the pod; without an address it is the gateway itself.',
      unit: 'count:p/s',
      min: 0,
      width: 8,
      height: 8,
      legend: `${nodeLegend} {{reason}}`,
      overrides: [nodeLink(context, 'cilium-datapath', 'Datapath of this node')],
      query: topTen(sumRate(dropped, ...nodeLabels, 'reason')),
    }),
  ]);
}
