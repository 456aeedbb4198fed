import type { Promql, Selector } from '../../../src/define.ts';
import { by, matching, promql } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { unanswered } from '../../shared/rankings.ts';
import { sourceAsDestination } from '../../shared/turned.ts';

/** Echo requests and replies, IPv4 and IPv6 alike: up to 1.18 ICMPv6 is counted as family IPv4, so only types tell. */
export interface Pings {
  readonly requests: Selector<'hubble_icmp_total'>;
  readonly all: Selector<'hubble_icmp_total'>;
  /** Messages by which the network refuses packets. */
  readonly refusals: Selector<'hubble_icmp_total'>;
  readonly failed: Promql;
  readonly failedPerTarget: Promql;
}

export function pings({ context: { metric }, node, filters, returning, source, destination }: FlowBoard): Pings {
  const requests = metric('hubble_icmp_total', { type: 'EchoRequest' }, ...filters);
  const replies = metric('hubble_icmp_total', { type: 'EchoReply', ...returning }, node);
  const repliesByTarget = sourceAsDestination(sumRate(replies, ...source.labels));
  return {
    requests,
    all: metric('hubble_icmp_total', {}, ...filters),
    // names as gopacket writes them, with the code in parentheses
    refusals: metric(
      'hubble_icmp_total',
      { type: matching('DestinationUnreachable.*|TimeExceeded.*|PacketTooBig.*|ParameterProblem.*') },
      ...filters,
    ),
    failed: unanswered(sumRate(requests), sumRate(replies)),
    failedPerTarget: unanswered(
      sumRate(requests, ...destination.labels),
      promql`sum ${by(replies, ...destination.labels)} (${repliesByTarget})`,
    ),
  };
}
