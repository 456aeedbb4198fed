import type { PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { promql, row, stat } from '../../../src/define.ts';
import { noneIsGood, worseAbove } from '../../shared/colors.ts';
import { orZero, quantile, share, sumRate, totalRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { noTraffic, proxied, workloads } from './traffic.ts';

/** Rate, errors and duration of requests first, then what the proxy depends on. */
export function envoyHealth(board: NodeBoard): RowDefinition {
  return row('Is it healthy?', [...requestTiles(board), ...proxyTiles(board)]);
}

function requestTiles({ context, node }: NodeBoard): readonly PanelDefinition[] {
  const { metric } = context;
  return [
    stat({
      title: 'Requests',
      description:
        'Requests per second through the L7 proxy. 0 with L7 policy in place means that traffic goes around it, or no longer gets to it.',
      unit: 'reqps',
      width: 6,
      height: 3,
      noValue: noTraffic,
      query: sumRate(metric('envoy_http_downstream_rq_total', proxied, node)),
    }),
    stat({
      title: 'Server errors',
      description:
        "Share of responses that are 5xx, as clients get them. Compare with the row on upstreams: errors that the service did not send are the proxy's. Above 1 % someone notices.",
      unit: 'percentunit',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: worseAbove(0.01, 0.05),
      noValue: noTraffic,
      query: share(
        sumRate(metric('envoy_http_downstream_rq_xx', { ...proxied, envoy_response_code_class: '5' }, node)),
        sumRate(metric('envoy_http_downstream_rq_xx', proxied, node)),
      ),
    }),
    stat({
      title: 'Latency p99',
      description:
        '99 % of requests take at most this long, service included. Bounds of the buckets are coarse: 1, 2.5, 5, 10 seconds.',
      unit: 'ms',
      width: 6,
      height: 3,
      thresholds: worseAbove(1000, 5000),
      noValue: noTraffic,
      query: quantile(0.99, metric('envoy_http_downstream_rq_time_bucket', proxied, node)),
    }),
    stat({
      title: 'Denied by policy',
      description:
        'Requests per second that L7 policy refused with 403. Intended by someone, unless it jumped together with a rollout or a change of policy.',
      unit: 'reqps',
      decimals: 2,
      width: 6,
      height: 3,
      links: [{ title: 'Requests by workload', dashboard: 'hubble-http' }],
      query: orZero(sumRate(metric('envoy_cilium_access_denied', {}, node))),
    }),
  ];
}

function proxyTiles({ context, node }: NodeBoard): readonly PanelDefinition[] {
  const { metric, metricOf } = context;
  return [
    stat({
      title: 'Envoys down',
      description:
        'Envoys that Prometheus knows and cannot scrape. L7 policy, ingress and gateway traffic of the node stops; everything else passes. Look at the cilium-envoy pod of the node.',
      unit: 'short',
      width: 6,
      height: 3,
      thresholds: noneIsGood,
      query: promql`sum(${metricOf('envoy', 'up', {}, node)} == bool 0)`,
    }),
    stat({
      title: 'Without control plane',
      description:
        'Envoys with no connection to their agent. They go on with the configuration they have: new policy and new backends do not reach them. Look at the agent of the node.',
      unit: 'short',
      width: 6,
      height: 3,
      thresholds: worseAbove(1),
      query: promql`sum(${metric('envoy_control_plane_connected_state', {}, node)} == bool 0)`,
    }),
    stat({
      title: 'Configuration rejected',
      description:
        'Listeners, clusters and routes from the agent that Envoy refused, per second. What is written is then not what is enforced. The Envoy log has the reason, often a CiliumEnvoyConfig with a mistake.',
      unit: 'ops',
      decimals: 3,
      width: 6,
      height: 3,
      thresholds: noneIsGood,
      query: totalRate(
        metric('envoy_listener_manager_lds_update_rejected', {}, node),
        metric('envoy_cluster_manager_cds_update_rejected', {}, node),
        metric('envoy_http_rds_update_rejected', {}, node),
      ),
    }),
    stat({
      title: 'Upstream connects failing',
      description:
        'Connections per second that the proxy could not open to the service behind. Refused or unreachable backends, or policy between proxy and backend.',
      unit: 'ops',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: worseAbove(0.01, 1),
      query: orZero(sumRate(metric('envoy_cluster_upstream_cx_connect_fail', workloads, node))),
    }),
  ];
}
