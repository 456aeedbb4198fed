import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';
import { relayProcess } from './relay-process.ts';

/** Who reads flows: Relay for the CLI and the UI, and what Hubble's servers answer. */
export function relay({ context, node }: NodeBoard): RowDefinition {
  const { metric, metricOf, switchedOn } = context;
  const cluster = clusterLabels(context);
  const up = metricOf('hubble-relay', 'up');
  const handled = metricOf('hubble', 'grpc_server_handled_total', {}, node);
  const peers = metric('hubble_relay_pool_peer_connection_status');
  return row(
    'Who reads flows, and do they get them?',
    [
      timeseries({
        title: 'Hubble API calls by result',
        description:
          'Calls per second that Relay, the CLI and exporters made, by method and gRPC code. Canceled is somebody who left. Unavailable or ResourceExhausted: Hubble does not keep up.',
        unit: 'reqps',
        min: 0,
        width: 12,
        legend: '{{grpc_method}} {{grpc_code}}',
        noValue: 'Nobody asks Hubble for flows',
        query: topTen(sumRate(handled, 'grpc_method', 'grpc_code')),
      }),
      timeseries({
        title: 'Relays up and down',
        description:
          'Relays that answer Prometheus, and those that do not. Without any the CLI and the UI show nothing. Metrics of Relay need hubble.relay.prometheus.enabled.',
        unit: 'short',
        decimals: 0,
        min: 0,
        width: 12,
        noValue: 'Relay is not scraped',
        targets: [
          { legend: clusterLegend(context, 'up'), query: promql`sum ${by(up, ...cluster)} (${up})` },
          { legend: clusterLegend(context, 'down'), query: promql`sum ${by(up, ...cluster)} (${up} == bool 0)` },
        ],
      }),
      switchedOn('hubble_relay_pool_peer_connection_status') &&
        timeseries({
          title: 'Peers of Relay by connection',
          description:
            'Nodes by the state of their connection, in the Relay that has most of it. READY and IDLE are well. TRANSIENT_FAILURE: flows of those nodes are missing in the CLI and the UI; look at certificates and port 4244.',
          unit: 'short',
          decimals: 0,
          min: 0,
          width: 24,
          legend: clusterLegend(context, '{{status}}'),
          noValue: 'Relay is not scraped',
          query: promql`max ${by(peers, ...cluster, 'status')} (${peers})`,
        }),
      ...relayProcess(context),
    ],
    { collapsed: true },
  );
}
