import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import { shareEach, topTen } from '../../shared/rankings.ts';
import type { HttpIncident } from './http-incident.ts';

/** The workload, the way to it, or who asks. */
export function whereBetween({ server, client, source, destination }: HttpIncident): RowDefinition {
  const errors = (side: HttpIncident['server'], labels: typeof destination.labels) =>
    shareEach(sumRate(side.serverErrors, ...labels), sumRate(side.requests, ...labels));
  return row('The workload, or the way to it?', [
    timeseries({
      title: 'Failing as clients see it',
      description:
        'Share of 5xx by workload in the view of the clients. Higher than on the left above: the difference never reached the workload.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      legend: destination.legend,
      query: topTen(errors(client, destination.labels)),
    }),
    timeseries({
      title: 'Failing by caller',
      description:
        'Share of 5xx by who asked, the ten worst callers. One caller alone: what it sends, or where it runs.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      legend: source.legend,
      query: topTen(errors(server, source.labels)),
    }),
    timeseries({
      title: 'Latency at both ends, p95',
      description:
        'Time within which 95 % of requests were answered, measured at the client and at the server. The gap between the two is the network and the proxies.',
      unit: 's',
      min: 0,
      width: 8,
      targets: [
        { legend: 'at the client', query: quantile(0.95, client.durations) },
        { legend: 'at the server', query: quantile(0.95, server.durations) },
      ],
    }),
  ]);
}
