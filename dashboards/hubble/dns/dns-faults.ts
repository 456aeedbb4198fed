import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { workloadLinks } from '../../shared/flow-links.ts';
import { topTen, unanswered } from '../../shared/rankings.ts';
import type { DnsBoard } from './dns-board.ts';

/** The server, the way to it, or policy: each has a panel of its own. */
export function dnsFaults({ traffic, client, server, byClient }: DnsBoard): RowDefinition {
  const { queries, refused, responses, failed } = traffic;
  return row('Whose fault is it?', [
    timeseries({
      title: 'Server failures by server',
      description:
        'Failed responses per second by the DNS server that sent them. One of several servers: that one is broken. All alike: what they forward to.',
      unit: 'reqps',
      min: 0,
      width: 8,
      legend: `${server.legend} {{rcode}}`,
      noValue: 'No failures',
      emptyInHealth: { fault: 'dns-errors', reason: 'A server that works has no series with such an rcode.' },
      overrides: [
        workloadLinks({
          dashboard: 'hubble-tcp',
          title: 'Connections to this server',
          from: 'source',
          to: 'destination',
        }),
      ],
      query: topTen(sumRate(failed, ...server.labels, 'rcode')),
    }),
    timeseries({
      title: 'Unanswered by client',
      description:
        'Queries without a response per second, the ten clients with most. Some clients and not others: a policy or the path of those. Small values come and go, because queries and answers are counted a moment apart.',
      unit: 'reqps',
      min: 0,
      width: 8,
      legend: client.legend,
      overrides: [workloadLinks({ dashboard: 'hubble-drops', title: 'Drops of this client', from: 'source' })],
      query: topTen(unanswered(sumRate(queries, ...client.labels), byClient(responses))),
    }),
    timeseries({
      title: 'Refused by policy, by client',
      description:
        'Queries per second that an L7 DNS policy refused, the ten clients with most. If they should be allowed, add the name to the toFQDNs or dns rule of their policy.',
      unit: 'reqps',
      min: 0,
      width: 8,
      legend: client.legend,
      noValue: 'No query refused',
      emptyInHealth: { fault: 'policy-denied', reason: 'Only a DNS policy that refuses a name makes these.' },
      overrides: [workloadLinks({ dashboard: 'hubble-drops', title: 'Denials of this client', from: 'source' })],
      query: topTen(sumRate(refused, ...client.labels)),
    }),
  ]);
}
