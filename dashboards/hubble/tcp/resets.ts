import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import { workloadLinks } from '../../shared/flow-links.ts';
import { topTen } from '../../shared/rankings.ts';
import type { TcpBoard } from './tcp-board.ts';

const rare = { fault: 'tcp-resets', reason: 'Workloads that close in order send no resets.' } as const;

/** Who breaks connections. The sender of a reset is who gave up, not always who is at fault. */
export function resets({ handshakes, source, destination }: TcpBoard): RowDefinition {
  const { attempts, closed, resets: broken } = handshakes;
  return row('Who breaks connections?', [
    timeseries({
      title: 'Resets sent by',
      description:
        'RST packets per second by sender, the ten with most. A server that sends them: nobody listens on that port, or it is overloaded. A client: its timeout is shorter than the answer.',
      unit: 'count:p/s',
      min: 0,
      width: 6,
      legend: source.legend,
      noValue: 'No resets',
      emptyInHealth: rare,
      overrides: [workloadLinks({ dashboard: 'hubble-tcp', title: 'What else it sends', from: 'source' })],
      query: topTen(sumRate(broken, ...source.labels)),
    }),
    timeseries({
      title: 'Resets received by',
      description:
        'RST packets per second by receiver, the ten with most. They suffer: expect "connection reset by peer" in their logs at the same time.',
      unit: 'count:p/s',
      min: 0,
      width: 6,
      legend: destination.legend,
      noValue: 'No resets',
      emptyInHealth: rare,
      overrides: [
        workloadLinks({ dashboard: 'hubble-http', title: 'HTTP of this client', from: 'destination', to: 'source' }),
      ],
      query: topTen(sumRate(broken, ...destination.labels)),
    }),
    timeseries({
      title: 'Attempts by client',
      description:
        'SYN packets per second, the ten busiest sources. A client that opens far more connections than it used to has lost its pool or retries, and fills conntrack and NAT.',
      unit: 'count:p/s',
      min: 0,
      width: 6,
      legend: source.legend,
      overrides: [workloadLinks({ dashboard: 'hubble-tcp', title: 'Only this client', from: 'source' })],
      query: topTen(sumRate(attempts, ...source.labels)),
    }),
    timeseries({
      title: 'Closings sent by',
      description:
        'FIN packets per second by sender, the ten with most. A workload with many attempts and few closings leaks connections, or they are cut elsewhere.',
      unit: 'count:p/s',
      min: 0,
      width: 6,
      legend: source.legend,
      overrides: [workloadLinks({ dashboard: 'hubble-tcp', title: 'What else it sends', from: 'source' })],
      query: topTen(sumRate(closed, ...source.labels)),
    }),
  ]);
}
