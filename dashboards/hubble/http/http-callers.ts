import type { RowDefinition } from '../../../src/define.ts';
import { row, table, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { endHeadings, workloadCellLinks, workloadLinks } from '../../shared/flow-links.ts';
import { httpThresholds } from '../../shared/objectives.ts';
import { amongRows, shareEach, tableRows, topTen } from '../../shared/rankings.ts';
import type { HttpBoard } from './http-board.ts';

/** Which clients, and which pairs. Still the servers' view, so that the numbers add up with the row above. */
export function httpCallers({ context, seen: { server }, source, destination }: HttpBoard): RowDefinition {
  const { requests, serverErrors, clientErrors } = server;
  const pair = [...source.labels, ...destination.labels];
  const answered = sumRate(requests, ...pair);
  const headings = { ...endHeadings(context, 'source', 'Client'), ...endHeadings(context, 'destination', 'Server') };
  const onlyClient = { dashboard: 'hubble-http', title: 'Only this client', from: 'source' } as const;
  return row('Who suffers, and who causes it?', [
    timeseries({
      title: 'Errors by client',
      description:
        'Requests per second answered with 4xx or 5xx, the ten clients with most. 5xx of all clients alike: the server. 4xx of one: that client sends something wrong.',
      unit: 'reqps',
      min: 0,
      width: 8,
      overrides: [workloadLinks(onlyClient)],
      targets: [
        { legend: `${source.legend} 5xx`, query: topTen(sumRate(serverErrors, ...source.labels)) },
        { legend: `${source.legend} 4xx`, query: topTen(sumRate(clientErrors, ...source.labels)) },
      ],
      noValue: 'No errors',
      emptyInHealth: { fault: 'http-errors', reason: 'Without errors there is no series with such a status.' },
    }),
    table({
      title: 'Client and server',
      description:
        'The twenty busiest pairs with their share of 5xx. One server with several clients in red is its own fault; one client alone with red is the path between the two. An empty name has no workload: the world, or a node.',
      unit: 'percentunit',
      width: 16,
      columns: { ...headings, 'Value #A': 'Requests', 'Value #B': 'Server errors' },
      sortBy: { column: 'Server errors', descending: true },
      overrides: [
        { match: 'Requests', unit: 'reqps' },
        { match: 'Server errors', decimals: 2, cell: 'color-text', thresholds: httpThresholds },
        workloadCellLinks('Client workload', headings, onlyClient),
        workloadCellLinks('Server workload', headings, {
          ...onlyClient,
          title: 'Only this server',
          from: 'destination',
        }),
      ],
      targets: [
        { query: tableRows(answered) },
        { query: amongRows(shareEach(sumRate(serverErrors, ...pair), answered), answered) },
      ],
    }),
  ]);
}
