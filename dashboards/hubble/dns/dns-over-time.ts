import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { color, rcodeColors } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { topTen, unanswered } from '../../shared/rankings.ts';
import type { DnsBoard } from './dns-board.ts';

/** The moment it began, and whether it is silence or errors. */
export function dnsOverTime({ traffic: { queries, responses } }: DnsBoard): RowDefinition {
  return row('Since when, and what kind?', [
    timeseries({
      title: 'Queries and answers',
      description:
        'Queries and responses per second. Queries that rise while answers fall are retries against a server that is gone. Both falling to nothing is lost visibility.',
      unit: 'reqps',
      min: 0,
      overrides: [{ match: 'unanswered', color: color.critical }],
      targets: [
        { legend: 'queries', query: sumRate(queries) },
        { legend: 'responses', query: sumRate(responses) },
        { legend: 'unanswered', query: unanswered(sumRate(queries), sumRate(responses)) },
      ],
    }),
    timeseries({
      title: 'Responses by rcode',
      description:
        'Responses per second by result. Server Failure: the server could not find out, often its upstream. Query Refused: it will not serve this client or zone. Non-Existent Domain is mostly search domains.',
      unit: 'reqps',
      min: 0,
      stacked: true,
      legend: '{{rcode}}',
      overrides: rcodeColors,
      query: topTen(sumRate(responses, 'rcode')),
    }),
  ]);
}
