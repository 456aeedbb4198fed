import type { RowDefinition } from '../../../src/define.ts';
import { barGauge, row } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { topTen } from '../../shared/rankings.ts';
import type { DnsBoard } from './dns-board.ts';

/** Names by rank. Only with `dns:query`, which costs a series per name and is off by default. */
export function dnsNames({ context, traffic: { queries, failed, unknownNames } }: DnsBoard): RowDefinition {
  const enabled = context.hubble('dns', 'query');
  return row(
    'Which names?',
    [
      enabled &&
        barGauge({
          title: 'Most asked names',
          description:
            'Queries per second for the ten names asked most. One external name at the top is a client without a cache.',
          unit: 'reqps',
          min: 0,
          thresholds: [{ color: color.notice }],
          legend: '{{query}}',
          query: topTen(sumRate(queries, 'query')),
        }),
      enabled &&
        barGauge({
          title: 'Failing names',
          description:
            'Failed responses per second, the ten worst names. Names of one zone: the servers of that zone. Names of all zones: our DNS servers.',
          unit: 'reqps',
          min: 0,
          thresholds: [{ color: color.critical }],
          legend: '{{query}}',
          noValue: 'No failures',
          emptyInHealth: { fault: 'dns-errors', reason: 'A server that works has no series with such an rcode.' },
          query: topTen(sumRate(failed, 'query')),
        }),
      enabled &&
        barGauge({
          title: 'Unknown names asked most',
          description:
            'Names that do not exist, by responses per second. A cluster domain twice in one name is a search domain; anything else is a typo or a service that is gone.',
          unit: 'reqps',
          min: 0,
          thresholds: [{ color: color.notice }],
          legend: '{{query}}',
          query: topTen(sumRate(unknownNames, 'query')),
        }),
    ],
    { collapsed: true },
  );
}
