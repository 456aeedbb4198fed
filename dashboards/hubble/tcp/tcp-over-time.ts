import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { unansweredThresholds } from '../../shared/objectives.ts';
import { topTen } from '../../shared/rankings.ts';
import type { TcpBoard } from './tcp-board.ts';

/** The moment it began. */
export function tcpOverTime({ context, filters, handshakes, echo }: TcpBoard): RowDefinition {
  const flags = context.metric('hubble_tcp_flags_total', {}, ...filters);
  return row('Since when?', [
    timeseries({
      title: 'Packets by TCP flag',
      description:
        'Packets per second that open, accept, close and break connections. SYN above SYN-ACK: servers do not answer. RST rising with SYN: they refuse. All falling together: clients are gone.',
      unit: 'count:p/s',
      min: 0,
      width: 8,
      legend: '{{flag}}',
      overrides: [{ match: 'RST', color: color.critical }],
      query: sumRate(flags, 'flag'),
    }),
    timeseries({
      title: 'Unanswered attempts over time',
      description:
        'Share of SYN packets without a SYN-ACK. A step with a rollout or a policy of the same minute names its cause. Single peaks are pods that were just replaced.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      thresholds: unansweredThresholds,
      thresholdStyle: 'dashed',
      legend: 'unanswered',
      overrides: [{ match: 'unanswered', color: color.critical }],
      query: promql`${handshakes.failed} / ${sumRate(handshakes.attempts)}`,
    }),
    echo !== undefined &&
      timeseries({
        title: 'ICMP by type',
        description:
          'ICMP messages per second, the ten most frequent types. DestinationUnreachable(Port): nobody listens. FragmentationNeeded and PacketTooBig: the MTU is wrong somewhere. TimeExceeded: a routing loop.',
        unit: 'count:p/s',
        min: 0,
        width: 8,
        legend: '{{type}}',
        query: topTen(sumRate(echo.all, 'type')),
      }),
  ]);
}
