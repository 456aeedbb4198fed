import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { workloadLinks } from '../../shared/flow-links.ts';
import { shareEach, topTen } from '../../shared/rankings.ts';
import type { HttpBoard } from './http-board.ts';

/** What the traffic consists of, and errors that are the clients' own. */
export function httpShape({ seen: { server }, source, destination }: HttpBoard): RowDefinition {
  const { requests, clientErrors } = server;
  const asked = sumRate(requests, ...source.labels);
  const answered = sumRate(requests, ...destination.labels);
  return row(
    'What is asked, by whom?',
    [
      timeseries({
        title: 'Requests by method',
        description:
          'Requests per second by method. A change without a change of the total is another kind of use: a crawler, a batch job, a new release.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: '{{method}}',
        query: topTen(sumRate(requests, 'method')),
      }),
      timeseries({
        title: 'Requests by protocol',
        description:
          'Requests per second by HTTP version. gRPC is HTTP/2; many HTTP/1.0 requests open a connection each and fill conntrack.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: '{{protocol}}',
        query: topTen(sumRate(requests, 'protocol')),
      }),
      timeseries({
        title: 'Requests by client',
        description:
          'Requests per second, the ten busiest clients. A jump of one while the others stay is a retry loop more often than success.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: source.legend,
        overrides: [workloadLinks({ dashboard: 'hubble-http', title: 'Only this client', from: 'source' })],
        query: topTen(asked),
      }),
      timeseries({
        title: 'Client errors by workload',
        description:
          'Share of 4xx of the ten workloads with the highest one. 401 and 403: credentials or an L7 policy; 404: a route that moved; 429: a limit that works.',
        unit: 'percentunit',
        min: 0,
        legend: destination.legend,
        overrides: [workloadLinks({ dashboard: 'hubble-http', title: 'Only this workload', from: 'destination' })],
        query: topTen(shareEach(sumRate(clientErrors, ...destination.labels), answered)),
      }),
      timeseries({
        title: 'Client errors by client',
        description:
          'Share of 4xx in what the ten worst clients get. One client near 100 % sends garbage: its release, not the server, needs the fix.',
        unit: 'percentunit',
        min: 0,
        legend: source.legend,
        overrides: [workloadLinks({ dashboard: 'hubble-http', title: 'Only this client', from: 'source' })],
        query: topTen(shareEach(sumRate(clientErrors, ...source.labels), asked)),
      }),
    ],
    { collapsed: true },
  );
}
