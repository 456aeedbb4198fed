import type { RowDefinition } from '../../../src/define.ts';
import { row, table, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { endHeadings, workloadLinks } from '../../shared/flow-links.ts';
import { lostFlows } from '../../shared/hubble-reasons.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { tableRows, topTen } from '../../shared/rankings.ts';
import { COMMAND, commandColumns, observeBetween } from '../commands.ts';

const nothing = {
  noValue: 'Nothing lost',
  emptyInHealth: { fault: 'drops', reason: 'Healthy workloads lose nothing.' },
} as const;

/** Whose: who suffers, and the flows to look at. */
export function whichWorkload({ context, filters, destination }: FlowBoard): RowDefinition {
  const lost = context.metric('hubble_drop_total', { reason: lostFlows }, ...filters);
  const ends = ['source_namespace', 'source_workload', 'destination_namespace', 'destination_workload'] as const;
  const pairs = tableRows(sumRate(lost, ...clusterLabels(context), ...ends, 'reason'));
  return row('Whose?', [
    timeseries({
      title: 'Lost on the way to',
      description:
        'Lost flows per second by destination, the ten with most. One destination: its backends or its node. Many: the sources have something in common, often a node.',
      unit: 'eps',
      min: 0,
      width: 24,
      legend: destination.legend,
      ...nothing,
      overrides: [
        workloadLinks(
          { dashboard: 'hubble-drops', title: 'All drops on the way to it', from: 'destination' },
          { dashboard: 'hubble-tcp', title: 'Its connections', from: 'destination' },
        ),
      ],
      query: topTen(sumRate(lost, ...destination.labels)),
    }),
    table({
      title: 'Pairs and what to run next',
      description:
        'The twenty pairs that lose most, and the command that shows their dropped flows. Copy the command; with a namespace picked above only its pairs are here.',
      unit: 'eps',
      width: 24,
      columns: {
        ...endHeadings(context, 'source', 'Source'),
        ...endHeadings(context, 'destination', 'Destination'),
        reason: 'Reason',
        Value: 'Lost',
        command: COMMAND,
      },
      sortBy: { column: 'Lost', descending: true },
      ...nothing,
      overrides: [...commandColumns, { match: 'Lost', decimals: 2 }],
      query: observeBetween(pairs, '--verdict DROPPED'),
    }),
  ]);
}
