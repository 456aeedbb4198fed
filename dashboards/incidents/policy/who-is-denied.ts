import type { RowDefinition } from '../../../src/define.ts';
import { row, table, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { endHeadings, workloadLinks } from '../../shared/flow-links.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { tableRows, topTen } from '../../shared/rankings.ts';
import { COMMAND, commandColumns, observeBetween } from '../commands.ts';
import { denials } from './denials.ts';

const nothing = {
  noValue: 'Nothing denied',
  emptyInHealth: { fault: 'policy-denied', reason: 'Only a policy that forbids something makes these.' },
} as const;

/** Who is cut off from what. */
export function whoIsDenied(board: FlowBoard): RowDefinition {
  const { context, source } = board;
  const { connections } = denials(board);
  const ends = ['source_namespace', 'source_workload', 'destination_namespace', 'destination_workload'] as const;
  const pairs = tableRows(sumRate(connections, ...clusterLabels(context), ...ends, 'protocol'));
  return row('Whose connections?', [
    timeseries({
      title: 'Denials by source',
      description:
        'Denied packets per second by who was denied, the ten with most. One source: its egress rules or its labels. Many sources of one destination: the ingress rules there.',
      unit: 'eps',
      min: 0,
      width: 24,
      legend: source.legend,
      ...nothing,
      overrides: [
        workloadLinks(
          { dashboard: 'hubble-drops', title: 'All drops of this source', from: 'source' },
          { dashboard: 'incident-dns', title: 'DNS of this source', from: 'source' },
        ),
      ],
      query: topTen(sumRate(connections, ...source.labels)),
    }),
    table({
      title: 'Pairs and what to run next',
      description:
        'The twenty pairs with most denials, and the command that shows them with the direction that was denied: EGRESS is missing a rule at the source, INGRESS at the destination.',
      unit: 'eps',
      width: 24,
      columns: {
        ...endHeadings(context, 'source', 'Source'),
        ...endHeadings(context, 'destination', 'Destination'),
        protocol: 'Protocol',
        Value: 'Denied',
        command: COMMAND,
      },
      sortBy: { column: 'Denied', descending: true },
      ...nothing,
      overrides: [...commandColumns, { match: 'Denied', decimals: 2 }],
      query: observeBetween(pairs, '--type policy-verdict --verdict DROPPED'),
    }),
  ]);
}
