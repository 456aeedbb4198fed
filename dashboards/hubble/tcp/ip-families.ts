import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { unanswered } from '../../shared/rankings.ts';
import type { TcpBoard } from './tcp-board.ts';

/** IPv4 and IPv6 apart: a dual-stack fault often hits one of them, and clients hide it by falling back. */
export function ipFamilies({ handshakes: { attempts, accepted, resets } }: TcpBoard): RowDefinition {
  return row(
    'Is it only IPv4 or only IPv6?',
    [
      timeseries({
        title: 'Attempts by family',
        description:
          'SYN packets per second over IPv4 and IPv6. A dual-stack cluster that loses one of them works on, slower: clients try both.',
        unit: 'count:p/s',
        min: 0,
        width: 8,
        legend: '{{family}}',
        query: sumRate(attempts, 'family'),
      }),
      timeseries({
        title: 'Unanswered attempts by family',
        description:
          'SYN packets without a SYN-ACK per second. Only IPv6: routes, neighbour discovery or a service without an IPv6 address. Only IPv4: masquerading or NAT.',
        unit: 'count:p/s',
        min: 0,
        width: 8,
        legend: '{{family}}',
        query: unanswered(sumRate(attempts, 'family'), sumRate(accepted, 'family')),
      }),
      timeseries({
        title: 'Resets by family',
        description:
          'RST packets per second over IPv4 and IPv6. Only one of them: servers that listen on the other family only.',
        unit: 'count:p/s',
        min: 0,
        width: 8,
        legend: '{{family}}',
        noValue: 'No resets',
        emptyInHealth: { fault: 'tcp-resets', reason: 'Workloads that close in order send no resets.' },
        query: sumRate(resets, 'family'),
      }),
    ],
    { collapsed: true },
  );
}
