import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { orZero, sumRate, totalRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { noTraffic, proxied, workloads } from './traffic.ts';

/** Utilisation and saturation of connections on both sides. */
export function connections({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const total = metric('envoy_server_total_connections', {}, node);
  const pending = metric('envoy_cluster_upstream_rq_pending_active', workloads, node);
  return row(
    'Connections: is there a queue?',
    [
      timeseries({
        title: 'Connections and requests in flight',
        description:
          'Connections of clients and to services, and requests between them, now. Requests that pile up while the rate stands still are waiting for the service.',
        unit: 'short',
        min: 0,
        width: 8,
        noValue: noTraffic,
        targets: [
          {
            legend: 'client connections',
            query: promql`sum(${metric('envoy_http_downstream_cx_active', proxied, node)})`,
          },
          {
            legend: 'service connections',
            query: promql`sum(${metric('envoy_cluster_upstream_cx_active', workloads, node)})`,
          },
          { legend: 'requests', query: promql`sum(${metric('envoy_http_downstream_rq_active', proxied, node)})` },
        ],
      }),
      timeseries({
        title: 'Requests waiting for a connection',
        description:
          'Requests in the queue for a connection to a backend, the ten longest queues by Envoy cluster. Above 0 for long: too few connections allowed, or backends that accept slowly.',
        unit: 'short',
        min: 0,
        width: 8,
        legend: '{{envoy_cluster_name}}',
        noValue: noTraffic,
        query: promql`topk(10, sum ${by(pending, 'envoy_cluster_name')} (${pending}))`,
      }),
      timeseries({
        title: 'Circuit breakers open',
        description:
          'Limits of connections, pending requests and requests that are reached, counted over nodes and Envoy clusters. Requests beyond them are refused with 503.',
        unit: 'short',
        min: 0,
        width: 8,
        targets: [
          {
            legend: 'connections',
            query: orZero(promql`sum(${metric('envoy_cluster_circuit_breakers_default_cx_open', workloads, node)})`),
          },
          {
            legend: 'pending',
            query: orZero(
              promql`sum(${metric('envoy_cluster_circuit_breakers_default_rq_pending_open', workloads, node)})`,
            ),
          },
          {
            legend: 'requests',
            query: orZero(promql`sum(${metric('envoy_cluster_circuit_breakers_default_rq_open', workloads, node)})`),
          },
        ],
      }),
      timeseries({
        title: 'Connections by node',
        description:
          'All connections of the process, the ten largest nodes. Growth without more requests is connections that nobody closes.',
        unit: 'short',
        min: 0,
        width: 8,
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-envoy', 'Only this node')],
        query: promql`topk(10, max ${by(total, ...nodeLabels)} (${total}))`,
      }),
      timeseries({
        title: 'Connections refused by listeners',
        description:
          'Connections per second beyond the limit of a listener or of the process, and those no filter chain wanted. The last is traffic redirected to a listener that was not made for it.',
        unit: 'ops',
        min: 0,
        width: 8,
        targets: [
          {
            legend: 'limit',
            query: totalRate(
              metric('envoy_listener_downstream_cx_overflow', {}, node),
              metric('envoy_listener_downstream_global_cx_overflow', {}, node),
            ),
          },
          {
            legend: 'no filter chain',
            query: orZero(sumRate(metric('envoy_listener_no_filter_chain_match', {}, node))),
          },
        ],
      }),
      timeseries({
        title: 'Throughput',
        description: 'Bytes per second between clients and the proxy, HTTP only. Down: from clients. Up: to clients.',
        unit: 'Bps',
        width: 8,
        noValue: noTraffic,
        overrides: [{ match: 'from clients', negative: true }],
        targets: [
          { legend: 'to clients', query: sumRate(metric('envoy_http_downstream_cx_tx_bytes_total', proxied, node)) },
          { legend: 'from clients', query: sumRate(metric('envoy_http_downstream_cx_rx_bytes_total', proxied, node)) },
        ],
      }),
    ],
    { collapsed: true },
  );
}
