import type { RowDefinition } from '../../../src/define.ts';
import { by, not, promql, row, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';

const silent = 'No DNS policy in use: nothing passes the DNS proxy';

/** DNS proxy of the agent, which only sees names that a DNS policy sends through it. */
export function dnsProxy({ context, node }: NodeBoard): RowDefinition {
  const { metric } = context;
  const selectors = metric('cilium_fqdn_selectors', {}, node);
  return row(
    'DNS proxy: is a slow name our fault?',
    [
      timeseries({
        title: 'Time in the DNS proxy by step',
        description:
          "Where a query spends its time, 99 % at most. upstreamTime is the DNS server's, everything else is ours: semaphoreTime is too many queries at once, policyGenerationTime and dataplaneTime are new addresses going into the maps.",
        unit: 's',
        min: 0,
        width: 8,
        legend: '{{scope}}',
        noValue: silent,
        query: quantile(
          0.99,
          metric('cilium_proxy_upstream_reply_seconds_bucket', { protocol_l7: 'dns' }, node),
          'scope',
        ),
      }),
      timeseries({
        title: 'DNS proxy failures',
        description:
          'Queries per second that got no answer through the proxy. timeout is the server or the way to it, proxyErr the proxy itself, denied is policy.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: '{{error}}',
        noValue: 'No failures',
        emptyInHealth: { fault: 'dns-errors', reason: 'Without failures there is no series with an error.' },
        query: sumRate(
          metric('cilium_proxy_upstream_reply_seconds_count', { scope: 'totalTime', error: not(['', 'allow']) }, node),
          'error',
        ),
      }),
      timeseries({
        title: 'DNS selectors',
        description:
          'Name patterns that policies select by, on the agent with most of them. Every DNS answer is matched against all of them: many make answers slow, and fewer, wider patterns help.',
        unit: 'short',
        min: 0,
        width: 8,
        legend: clusterLegend(context, 'selectors'),
        query: promql`max ${by(selectors, ...clusterLabels(context))} (${selectors})`,
      }),
    ],
    { collapsed: true },
  );
}
