import type { RowDefinition } from '../../../src/define.ts';
import { row, table, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import { endHeadings, workloadCellLinks, workloadLinks } from '../../shared/flow-links.ts';
import { httpThresholds } from '../../shared/objectives.ts';
import { amongRows, shareEach, tableRows, topTen } from '../../shared/rankings.ts';
import type { HttpBoard } from './http-board.ts';
import { CAPPED } from './http-board.ts';

const onwards = [
  { dashboard: 'hubble-http', title: 'Only this workload', from: 'destination' },
  { dashboard: 'hubble-tcp', title: 'Connections to it', from: 'destination' },
  { dashboard: 'hubble-drops', title: 'Drops on the way to it', from: 'destination' },
] as const;

/** Which servers, by errors, latency and load. */
export function httpServers({ context, seen: { server }, destination }: HttpBoard): RowDefinition {
  const { requests, serverErrors, durations } = server;
  const answered = sumRate(requests, ...destination.labels);
  const errors = shareEach(sumRate(serverErrors, ...destination.labels), answered);
  const headings = endHeadings(context, 'destination', 'Server');
  return row('Which workload answers wrongly or late?', [
    timeseries({
      title: 'Error ratio by workload',
      description:
        'Share of 5xx of the ten workloads with the highest one. With little traffic one error is a high share: compare with the requests in the table.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      legend: destination.legend,
      overrides: [workloadLinks(...onwards)],
      query: topTen(errors),
    }),
    timeseries({
      title: 'Latency by workload, p95',
      description: `Time within which 95 % of requests were answered, the ten slowest workloads. ${CAPPED}`,
      unit: 's',
      min: 0,
      width: 8,
      legend: destination.legend,
      overrides: [workloadLinks(...onwards)],
      query: topTen(quantile(0.95, durations, ...destination.labels)),
    }),
    timeseries({
      title: 'Requests by workload',
      description:
        'Requests answered per second, the ten busiest workloads. A line that ends while its pods run: the server is gone, or its L7 visibility is.',
      unit: 'reqps',
      min: 0,
      width: 8,
      legend: destination.legend,
      overrides: [workloadLinks(...onwards)],
      query: topTen(answered),
    }),
    table({
      title: 'Servers',
      description: `The twenty busiest servers, with their share of 5xx and their latency. ${CAPPED}`,
      unit: 's',
      width: 24,
      columns: {
        ...headings,
        'Value #A': 'Requests',
        'Value #B': 'Server errors',
        'Value #C': 'p50',
        'Value #D': 'p99',
      },
      sortBy: { column: 'Server errors', descending: true },
      overrides: [
        { match: 'Requests', unit: 'reqps' },
        { match: 'Server errors', unit: 'percentunit', decimals: 2, cell: 'color-text', thresholds: httpThresholds },
        workloadCellLinks('Server workload', headings, ...onwards),
      ],
      targets: [
        { query: tableRows(answered) },
        { query: amongRows(errors, answered) },
        { query: amongRows(quantile(0.5, durations, ...destination.labels), answered) },
        { query: amongRows(quantile(0.99, durations, ...destination.labels), answered) },
      ],
    }),
  ]);
}
