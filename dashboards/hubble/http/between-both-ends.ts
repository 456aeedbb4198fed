import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { quantile, share, sumRate } from '../../shared/expressions.ts';
import { END_LABELS } from '../../shared/flow-board.ts';
import { workloadLinks } from '../../shared/flow-links.ts';
import { shareEach, topTen } from '../../shared/rankings.ts';
import type { HttpBoard } from './http-board.ts';

/** Client and server views side by side, never summed: what one sees and the other does not lies between them. */
export function betweenBothEnds({ context, filters, seen: { client, server }, destination }: HttpBoard): RowDefinition {
  const seenByClients = sumRate(client.requests, ...destination.labels);
  return row(
    'Does the fault lie between client and server?',
    [
      timeseries({
        title: 'Requests by observer',
        description:
          'Requests per second as clients and as servers count them. They differ where only one end has an L7 policy. With policies at both ends, requests that only clients count died on the way.',
        unit: 'reqps',
        min: 0,
        width: 8,
        targets: [
          { legend: 'seen at clients', query: sumRate(client.requests) },
          { legend: 'seen at servers', query: sumRate(server.requests) },
        ],
      }),
      timeseries({
        title: 'Server error ratio by observer',
        description:
          'Share of 5xx in both views. Errors only clients see come from between the two: the proxy of the client, a reset connection, or a server outside the cluster.',
        unit: 'percentunit',
        min: 0,
        width: 8,
        targets: [
          { legend: 'seen at clients', query: share(sumRate(client.serverErrors), sumRate(client.requests)) },
          { legend: 'seen at servers', query: share(sumRate(server.serverErrors), sumRate(server.requests)) },
        ],
      }),
      timeseries({
        title: 'Latency by observer, p95',
        description:
          'Both views of the same time. What clients measure above the servers is spent on the network and in proxies.',
        unit: 's',
        min: 0,
        width: 8,
        targets: [
          { legend: 'seen at clients', query: quantile(0.95, client.durations) },
          { legend: 'seen at servers', query: quantile(0.95, server.durations) },
        ],
      }),
      timeseries({
        title: 'Errors clients see by server',
        description:
          'Share of 5xx in the view of clients, the ten worst servers. Servers outside the cluster have no name and no view of their own: this is the only place where they show.',
        unit: 'percentunit',
        min: 0,
        legend: destination.legend,
        overrides: [workloadLinks({ dashboard: 'hubble-tcp', title: 'Connections to it', from: 'destination' })],
        query: topTen(shareEach(sumRate(client.serverErrors, ...destination.labels), seenByClients)),
      }),
      context.hubble('tcp', ...END_LABELS) &&
        timeseries({
          title: 'HTTP and connections',
          description:
            'Requests per second next to new TCP connections to the same destinations. Connections without requests: L7 visibility was lost, or the policy covers another port.',
          unit: 'cps',
          min: 0,
          targets: [
            { legend: 'HTTP requests', query: sumRate(server.requests) },
            {
              legend: 'TCP connections',
              query: sumRate(context.metric('hubble_tcp_flags_total', { flag: 'SYN' }, ...filters)),
            },
          ],
        }),
    ],
    { collapsed: true },
  );
}
