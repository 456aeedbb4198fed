import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import { workloadLinks } from '../../shared/flow-links.ts';
import { topTen } from '../../shared/rankings.ts';
import type { TcpBoard } from './tcp-board.ts';

/** What ICMP says, by who sends it. Types only: the family label is wrong for ICMPv6 before 1.19. */
export function icmp({ echo, source, destination }: TcpBoard): RowDefinition {
  const panels = echo && [
    timeseries({
      title: 'ICMP by sender',
      description:
        'ICMP messages per second, the ten busiest senders by type. A workload that sends DestinationUnreachable refuses traffic; one that sends echo requests is a probe.',
      unit: 'count:p/s',
      min: 0,
      width: 8,
      legend: `${source.legend} {{type}}`,
      overrides: [workloadLinks({ dashboard: 'hubble-tcp', title: 'What else it sends', from: 'source' })],
      query: topTen(sumRate(echo.all, ...source.labels, 'type')),
    }),
    timeseries({
      title: 'Unanswered pings by target',
      description:
        'Echo requests without a reply per second, the ten worst targets. One target: it is down, or drops ICMP by policy. All: the path. Replies are counted a moment later, so small values come and go.',
      unit: 'count:p/s',
      min: 0,
      width: 8,
      legend: destination.legend,
      overrides: [workloadLinks({ dashboard: 'hubble-drops', title: 'Drops on the way to it', from: 'destination' })],
      query: topTen(echo.failedPerTarget),
    }),
    timeseries({
      title: 'Packets the network refused',
      description:
        'DestinationUnreachable, TimeExceeded, PacketTooBig and ParameterProblem per second. Steady ones are a wrong MTU, a routing loop or a port nobody listens on; the chart by type above says which.',
      unit: 'count:p/s',
      min: 0,
      width: 8,
      legend: 'refused',
      query: orZero(sumRate(echo.refusals)),
    }),
  ];
  return row('What does ICMP say?', panels ?? [], { collapsed: true });
}
