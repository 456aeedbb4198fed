import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, timeseries } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { orZero, quantile, sumRate, totalRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { noTraffic, proxied } from './traffic.ts';

/** Rate, errors, duration as the clients of the proxy see them. */
export function requests({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const responses = metric('envoy_http_downstream_rq_xx', proxied, node);
  const errors = metric('envoy_http_downstream_rq_xx', { ...proxied, envoy_response_code_class: '5' }, node);
  const time = metric('envoy_http_downstream_rq_time_bucket', proxied, node);
  return row('What do clients get?', [
    timeseries({
      title: 'Responses by class',
      description:
        'Responses per second by class of the code. 4xx holds requests that policy denied (403) besides mistakes of clients; 5xx is the service or the proxy.',
      unit: 'reqps',
      min: 0,
      width: 8,
      stacked: true,
      legend: '{{envoy_response_code_class}}xx',
      noValue: noTraffic,
      overrides: [
        { match: '2xx', color: color.ok },
        { match: '4xx', color: color.warning },
        { match: '5xx', color: color.critical },
      ],
      query: sumRate(responses, 'envoy_response_code_class'),
    }),
    timeseries({
      title: 'Server error ratio by node',
      description:
        'Share of 5xx, the ten worst nodes. One node: its Envoy, its agent or the pods there. All: the service or a change of policy.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      thresholds: worseAbove(0.01, 0.05),
      legend: nodeLegend,
      noValue: 'No server errors',
      emptyInHealth: { fault: 'envoy-failing', reason: 'Envoy reports no class of codes before its first response.' },
      overrides: [nodeLink(context, 'cilium-envoy', 'Only this node')],
      query: promql`topk(10, ${sumRate(errors, ...nodeLabels)} / ${sumRate(responses, ...nodeLabels)})`,
    }),
    timeseries({
      title: 'Latency',
      description:
        'Half, 90 % and 99 % of requests take at most this long, from the last byte of the request to the last byte of the response. p50 up: everything is slower. p99 alone: some backends or retries.',
      unit: 'ms',
      min: 0,
      width: 8,
      noValue: noTraffic,
      targets: [
        { legend: 'p50', query: quantile(0.5, time) },
        { legend: 'p90', query: quantile(0.9, time) },
        { legend: 'p99', query: quantile(0.99, time) },
      ],
    }),
    timeseries({
      title: 'Requests that end badly',
      description:
        'Requests per second that the proxy cut short or could not place: no route (or no cluster behind it) is missing configuration, timeout is the service, reset is a client that went away.',
      unit: 'reqps',
      min: 0,
      width: 12,
      targets: [
        {
          legend: 'no route',
          query: totalRate(
            metric('envoy_http_no_route', proxied, node),
            metric('envoy_http_no_cluster', proxied, node),
          ),
        },
        { legend: 'timeout', query: orZero(sumRate(metric('envoy_http_downstream_rq_timeout', proxied, node))) },
        { legend: 'reset', query: orZero(sumRate(metric('envoy_http_downstream_rq_rx_reset', proxied, node))) },
      ],
    }),
    timeseries({
      title: 'Requests by node',
      description:
        'Requests per second through the proxy, the ten busiest nodes. Load follows where the pods with L7 policy run.',
      unit: 'reqps',
      min: 0,
      width: 12,
      legend: nodeLegend,
      noValue: noTraffic,
      overrides: [nodeLink(context, 'cilium-envoy', 'Only this node')],
      query: promql`topk(10, ${sumRate(metric('envoy_http_downstream_rq_total', proxied, node), ...nodeLabels)})`,
    }),
  ]);
}
