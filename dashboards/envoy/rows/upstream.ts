import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { mean, orZero, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { noTraffic, proxied, workloads } from './traffic.ts';

/** The service's part of the errors and of the time; what is left is the proxy's. */
export function upstream({ context, node }: NodeBoard): RowDefinition {
  const { metric } = context;
  const fifth = { envoy_response_code_class: '5' } as const;
  return row('Is it the proxy or the service behind it?', [
    timeseries({
      title: 'Server errors: sent and received',
      description:
        'Responses with 5xx per second, as clients got them and as services sent them. Lines together: the service. Clients above services: the proxy answered itself, for want of a backend, of a connection or of time.',
      unit: 'reqps',
      min: 0,
      width: 8,
      overrides: [{ match: 'clients got', color: color.critical }],
      targets: [
        {
          legend: 'clients got',
          query: orZero(sumRate(metric('envoy_http_downstream_rq_xx', { ...proxied, ...fifth }, node))),
        },
        {
          legend: 'services sent',
          query: orZero(sumRate(metric('envoy_cluster_upstream_rq_xx', { ...workloads, ...fifth }, node))),
        },
      ],
    }),
    timeseries({
      title: 'Time: with and without the proxy',
      description:
        'Mean time of a request for the client, and of the service alone. The distance is what the proxy costs: filters, queues, new connections.',
      unit: 'ms',
      min: 0,
      width: 8,
      noValue: noTraffic,
      targets: [
        {
          legend: 'client',
          query: mean(
            metric('envoy_http_downstream_rq_time_sum', proxied, node),
            metric('envoy_http_downstream_rq_time_count', proxied, node),
          ),
        },
        {
          legend: 'service',
          query: mean(
            metric('envoy_cluster_upstream_rq_time_sum', workloads, node),
            metric('envoy_cluster_upstream_rq_time_count', workloads, node),
          ),
        },
      ],
    }),
    timeseries({
      title: 'Upstream failures by cause',
      description:
        'Per second: connections that failed or timed out, requests that found no room in the queue or no answer in time, and requests reset by the service. Connect failures are backends or policy; overflow is a circuit breaker; resets are crashes or keep-alive races.',
      unit: 'ops',
      min: 0,
      width: 8,
      targets: [
        {
          legend: 'connect failed',
          query: orZero(sumRate(metric('envoy_cluster_upstream_cx_connect_fail', workloads, node))),
        },
        {
          legend: 'queue overflow',
          query: orZero(sumRate(metric('envoy_cluster_upstream_rq_pending_overflow', workloads, node))),
        },
        {
          legend: 'request timeout',
          query: orZero(sumRate(metric('envoy_cluster_upstream_rq_timeout', workloads, node))),
        },
        {
          legend: 'reset by service',
          query: orZero(sumRate(metric('envoy_cluster_upstream_rq_rx_reset', workloads, node))),
        },
      ],
    }),
  ]);
}
