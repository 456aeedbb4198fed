import type { RowDefinition } from '../../../src/define.ts';
import { not, row, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { topTen, unanswered } from '../../shared/rankings.ts';
import type { DnsBoard } from './dns-board.ts';

/** The agents' DNS proxies: they count by node and know no clients. */
export function dnsProxyTime({ context, traffic: { queries, responses }, clients: { node } }: DnsBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const dns = { protocol_l7: 'dns' } as const;
  const upstream = metric('cilium_proxy_upstream_reply_seconds_bucket', { ...dns, scope: 'upstreamTime' }, node);
  const failures = metric(
    'cilium_proxy_upstream_reply_seconds_count',
    { ...dns, scope: 'totalTime', error: not(['', 'allow']) },
    node,
  );
  return row(
    'Is the proxy slow? (by node, not by client)',
    [
      timeseries({
        title: 'Time by step, p99',
        description:
          "Where a query spends its time, 99 % at most. upstreamTime is the server's. semaphoreTime: too many queries at once. policyGenerationTime and dataplaneTime: new addresses on their way into the maps.",
        unit: 's',
        min: 0,
        width: 8,
        legend: '{{scope}}',
        query: quantile(0.99, metric('cilium_proxy_upstream_reply_seconds_bucket', dns, node), 'scope'),
      }),
      timeseries({
        title: 'Server time by node, p95',
        description:
          'Time to the DNS server and back, 95 % at most, the ten slowest nodes. One node: its path. All: the servers, often too few of them or throttled.',
        unit: 's',
        min: 0,
        width: 8,
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: topTen(quantile(0.95, upstream, ...nodeLabels)),
      }),
      timeseries({
        title: 'Proxy failures by node',
        description:
          'Queries per second the proxy could not serve, the ten worst nodes. timeout: the server or the way to it. proxyErr: the proxy itself, read the agent log. denied: policy.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: `${nodeLegend} {{error}}`,
        noValue: 'No failures',
        emptyInHealth: { fault: 'dns-errors', reason: 'Without failures there is no series with an error.' },
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: topTen(sumRate(failures, ...nodeLabels, 'error')),
      }),
      timeseries({
        title: 'Unanswered by node',
        description:
          'Queries without a response per second by the node whose proxy saw them, the ten worst. One node: its proxy, its agent or its path to the DNS servers.',
        unit: 'reqps',
        min: 0,
        width: 24,
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: topTen(unanswered(sumRate(queries, ...nodeLabels), sumRate(responses, ...nodeLabels))),
      }),
    ],
    { collapsed: true },
  );
}
