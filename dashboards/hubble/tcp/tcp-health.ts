import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import { unansweredThresholds } from '../../shared/objectives.ts';
import type { TcpBoard } from './tcp-board.ts';

/** Connections that do not come up, connections that break, and what ICMP says about it. */
export function tcpHealth({ context, filters, handshakes, echo }: TcpBoard): RowDefinition {
  const { attempts, closed, failed, perServer, resets } = handshakes;
  const attempted = sumRate(attempts);
  const nameless = context.metric('hubble_tcp_flags_total', { flag: 'SYN', destination_workload: '' }, ...filters);
  return row('Is it healthy?', [
    stat({
      title: 'Connection attempts',
      description:
        'SYN packets per second that were let through, counted wherever Hubble sees them: read the trend, not the number. A fall to nothing is an outage that no drop shows.',
      unit: 'count:p/s',
      width: 6,
      height: 3,
      query: attempted,
    }),
    stat({
      title: 'Unanswered attempts',
      description:
        'Share of SYN packets without a SYN-ACK. The server is gone, its backlog is full, or the packets are lost on the way. What policy denies is not in it. The row below names the servers.',
      unit: 'percentunit',
      decimals: 1,
      width: 6,
      height: 3,
      thresholds: unansweredThresholds,
      query: promql`${failed} / ${attempted}`,
    }),
    stat({
      title: 'Silent servers',
      description:
        'Destinations that leave more than half of the attempts unanswered. Count the pods behind them, then follow the link from the row below to their drops.',
      unit: 'short',
      decimals: 0,
      width: 6,
      height: 3,
      thresholds: worseAbove(1, 5),
      query: orZero(promql`count(${perServer.failed} / ${perServer.attempts} > 0.5)`),
    }),
    stat({
      title: 'Resets',
      description:
        'RST packets per second. Each ends a connection at once: nobody listens on the port, a proxy gave up, or a conntrack entry was lost. Some programs close every connection this way.',
      unit: 'count:p/s',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: [{ color: color.notice }],
      query: orZero(sumRate(resets)),
    }),
    stat({
      title: 'Resets per attempt',
      description:
        'RST packets for every SYN. It has no right value, only the usual one of this cluster; a jump means that connections break. The row of resets says who sends them.',
      unit: 'none',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: worseAbove(0.5, 1),
      query: promql`${orZero(sumRate(resets))} / ${attempted}`,
    }),
    stat({
      title: 'Orderly closings',
      description:
        'FIN packets per second. Both ends send one, so twice the attempts is what a healthy cluster shows. Far fewer: connections end by reset, by timeout or not at all.',
      unit: 'count:p/s',
      width: 6,
      height: 3,
      query: orZero(sumRate(closed)),
    }),
    echo !== undefined &&
      stat({
        title: 'Unanswered pings',
        description:
          'Share of echo requests without a reply, IPv4 and IPv6 together. A probe that fails where TCP works is ICMP that policy or a firewall stops; both failing is the path.',
        unit: 'percentunit',
        decimals: 1,
        width: 6,
        height: 3,
        thresholds: unansweredThresholds,
        noValue: 'No pings',
        query: promql`${echo.failed} / ${sumRate(echo.requests)}`,
      }),
    stat({
      title: 'To no workload',
      description:
        'Share of attempts to a destination without a workload: the world, nodes, or addresses Hubble could not resolve. Panels by workload do not see into it. High right after restarts of agents, else as usual for this cluster.',
      unit: 'percentunit',
      decimals: 0,
      width: 6,
      height: 3,
      thresholds: [{ color: color.notice }],
      query: promql`${orZero(sumRate(nameless))} / ${attempted}`,
    }),
  ]);
}
