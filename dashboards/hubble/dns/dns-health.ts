import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, stat } from '../../../src/define.ts';
import { color, noneIsGood, worseAbove } from '../../shared/colors.ts';
import { orZero, quantile, share, sumRate } from '../../shared/expressions.ts';
import { dnsThresholds, unansweredThresholds } from '../../shared/objectives.ts';
import { unanswered } from '../../shared/rankings.ts';
import type { DnsBoard } from './dns-board.ts';

const nothingSeen = 'No DNS seen';

/** Answers that are wrong, answers that are missing, answers that are late. */
export function dnsHealth({ context, clients: { node }, traffic, byClient }: DnsBoard): RowDefinition {
  const { queries, refused, responses, failed, unknownNames } = traffic;
  const upstream = context.metric(
    'cilium_proxy_upstream_reply_seconds_bucket',
    { protocol_l7: 'dns', scope: 'upstreamTime' },
    node,
  );
  return row('Is it healthy?', [
    stat({
      title: 'Queries',
      description:
        'Queries per second that were sent on to a DNS server. Hubble sees only pods with a DNS policy: 0 while pods run means that visibility is gone, not that nobody asks.',
      unit: 'reqps',
      width: 6,
      height: 3,
      noValue: nothingSeen,
      query: sumRate(queries),
    }),
    stat({
      title: 'Server failures',
      description:
        'Share of responses in which the server failed or refused (SERVFAIL, REFUSED and the like). Names that do not exist are not in it. Above 0.1 % look at the DNS servers and what they forward to.',
      unit: 'percentunit',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: dnsThresholds,
      noValue: nothingSeen,
      query: share(sumRate(failed), sumRate(responses)),
    }),
    stat({
      title: 'Unanswered',
      description:
        'Share of queries that got no response at all. Applications wait for it: usually 5 s per attempt. The server is down or unreachable, or packets to it are dropped: see who, below, and the drops of UDP.',
      unit: 'percentunit',
      decimals: 1,
      width: 6,
      height: 3,
      thresholds: unansweredThresholds,
      noValue: nothingSeen,
      links: [{ title: 'Drops', dashboard: 'hubble-drops' }],
      query: promql`${unanswered(sumRate(queries), sumRate(responses))} / ${sumRate(queries)}`,
    }),
    stat({
      title: 'Refused by policy',
      description:
        'Queries per second that an L7 DNS policy refused. They never reach a server. Right after a policy change somebody lost names they need; a steady trickle is a policy doing its work.',
      unit: 'reqps',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: [{ color: color.policy }],
      query: orZero(sumRate(refused)),
    }),
    stat({
      title: 'Unknown names',
      description:
        'Share of responses that say the name does not exist. 60 % and more is normal, because search domains are tried first. Only a change matters: a typo, a deleted service, or a missing trailing dot.',
      unit: 'percentunit',
      decimals: 0,
      width: 6,
      height: 3,
      thresholds: [{ color: color.notice }],
      noValue: nothingSeen,
      query: share(sumRate(unknownNames), sumRate(responses)),
    }),
    stat({
      title: 'Clients with failures',
      description:
        'Workloads that got a server failure. One: look at what it asks for. All: the DNS service or its upstream.',
      unit: 'short',
      decimals: 0,
      width: 6,
      height: 3,
      thresholds: worseAbove(1, 5),
      query: orZero(promql`count(${byClient(failed)} > 0)`),
    }),
    stat({
      title: 'Server time, p99',
      description:
        'Time from the proxy to the DNS server and back, 99 % of queries at most. It counts the server and the way to it, not our proxy, and ends at 10 s. Not narrowed to a client: the agent counts by node.',
      unit: 's',
      width: 6,
      height: 3,
      thresholds: worseAbove(0.25, 1),
      noValue: nothingSeen,
      query: quantile(0.99, upstream),
    }),
    stat({
      title: 'Timeouts',
      description:
        'Queries per second the proxy gave up waiting for. Nodes with timeouts while others have none point at that node, its path to the DNS servers or its proxy. Not narrowed to a client.',
      unit: 'reqps',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: noneIsGood,
      query: orZero(
        sumRate(
          context.metric(
            'cilium_proxy_upstream_reply_seconds_count',
            { protocol_l7: 'dns', scope: 'totalTime', error: 'timeout' },
            node,
          ),
        ),
      ),
    }),
  ]);
}
