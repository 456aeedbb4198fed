import type { RowDefinition } from '../../../src/define.ts';
import { row, table, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { endHeadings, workloadCellLinks, workloadLinks } from '../../shared/flow-links.ts';
import { unansweredThresholds } from '../../shared/objectives.ts';
import { amongRows, orZeroEach, shareEach, tableRows, topTen } from '../../shared/rankings.ts';
import type { TcpBoard } from './tcp-board.ts';

const toServer = [
  { dashboard: 'hubble-tcp', title: 'Only this server', from: 'destination' },
  { dashboard: 'hubble-drops', title: 'Drops on the way to it', from: 'destination' },
] as const;

/** Who does not answer, and who waits for it. */
export function handshakePartners({ context, handshakes, destination, source }: TcpBoard): RowDefinition {
  const { perServer, perClient, resets } = handshakes;
  const headings = endHeadings(context, 'destination', 'Server');
  return row('Who does not answer?', [
    timeseries({
      title: 'Unanswered by server',
      description:
        'SYN packets without a SYN-ACK per second, the ten destinations with most. Compare with their pods and endpoints; then with their drops. Small values come and go, because both are counted a moment apart.',
      unit: 'count:p/s',
      min: 0,
      width: 6,
      legend: destination.legend,
      overrides: [workloadLinks(...toServer)],
      query: topTen(perServer.failed),
    }),
    timeseries({
      title: 'Unanswered by client',
      description:
        'SYN packets without a SYN-ACK per second, the ten sources with most. One client and many servers: its node or its egress. Many clients and one server: the server.',
      unit: 'count:p/s',
      min: 0,
      width: 6,
      legend: source.legend,
      overrides: [workloadLinks({ dashboard: 'hubble-drops', title: 'Drops of this client', from: 'source' })],
      query: topTen(perClient.failed),
    }),
    table({
      title: 'Servers',
      description:
        'The twenty destinations with most connection attempts, the share that went unanswered, and resets sent to them. An empty name has no workload: the world, or a node.',
      unit: 'count:p/s',
      width: 12,
      columns: { ...headings, 'Value #A': 'Attempts', 'Value #B': 'Unanswered', 'Value #C': 'Resets' },
      sortBy: { column: 'Unanswered', descending: true },
      overrides: [
        { match: 'Unanswered', unit: 'percentunit', decimals: 1, cell: 'color-text', thresholds: unansweredThresholds },
        workloadCellLinks('Server workload', headings, ...toServer),
      ],
      targets: [
        { query: tableRows(perServer.attempts) },
        { query: amongRows(shareEach(perServer.failed, perServer.attempts), perServer.attempts) },
        {
          query: amongRows(orZeroEach(sumRate(resets, ...destination.labels), perServer.attempts), perServer.attempts),
        },
      ],
    }),
  ]);
}
