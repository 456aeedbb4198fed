import type { RowDefinition } from '../../../src/define.ts';
import { row, table, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { endHeadings, workloadCellLinks, workloadLinks } from '../../shared/flow-links.ts';
import { lostFlows } from '../../shared/hubble-reasons.ts';
import { tableRows, topTen } from '../../shared/rankings.ts';

const nothing = {
  noValue: 'Nothing lost',
  emptyInHealth: { fault: 'drops', reason: 'A reason has no series before its first drop.' },
} as const;

/** Who loses packets nobody forbade. */
export function losers({ context, filters, source, destination }: FlowBoard): RowDefinition {
  const lost = context.metric('hubble_drop_total', { reason: lostFlows }, ...filters);
  const headings = {
    ...endHeadings(context, 'source', 'Source'),
    ...endHeadings(context, 'destination', 'Destination'),
  };
  return row('Who loses packets?', [
    timeseries({
      title: 'Losses by source',
      description:
        'Lost packets per second by sender, the ten with most. One sender: its node, its egress, or an address it still remembers. Many: look at the destinations.',
      unit: 'eps',
      min: 0,
      width: 12,
      legend: source.legend,
      ...nothing,
      overrides: [workloadLinks({ dashboard: 'hubble-tcp', title: 'Connections of this source', from: 'source' })],
      query: topTen(sumRate(lost, ...source.labels)),
    }),
    timeseries({
      title: 'Losses by destination',
      description:
        'Lost packets per second by receiver, the ten with most. A workload here: its pods moved or its service has no backend. No name: the world, or an address that is gone.',
      unit: 'eps',
      min: 0,
      width: 12,
      legend: destination.legend,
      ...nothing,
      overrides: [
        workloadLinks({ dashboard: 'hubble-tcp', title: 'Connections to this destination', from: 'destination' }),
      ],
      query: topTen(sumRate(lost, ...destination.labels)),
    }),
    table({
      title: 'Losses between',
      description:
        'The twenty pairs that lose most, by reason and protocol. Take a pair from here to hubble observe to see the addresses and ports.',
      unit: 'eps',
      width: 24,
      columns: { ...headings, reason: 'Reason', protocol: 'Protocol', Value: 'Lost' },
      sortBy: { column: 'Lost', descending: true },
      ...nothing,
      overrides: [
        { match: 'Lost', decimals: 2 },
        workloadCellLinks('Source workload', headings, {
          dashboard: 'hubble-tcp',
          title: 'Connections of this source',
          from: 'source',
        }),
        workloadCellLinks('Destination workload', headings, {
          dashboard: 'hubble-tcp',
          title: 'Connections to this destination',
          from: 'destination',
        }),
      ],
      query: tableRows(sumRate(lost, ...source.labels, ...destination.labels, 'reason', 'protocol')),
    }),
  ]);
}
