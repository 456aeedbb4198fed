import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, timeseries } from '../../../src/define.ts';
import { mean, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { noTraffic, workloads } from './traffic.ts';

/** Which of the services behind the proxy is meant. */
export function upstreamDepth({ context, node }: NodeBoard): RowDefinition {
  const { metric } = context;
  return row(
    'Which service is it?',
    [
      timeseries({
        title: 'Connect failures by cluster',
        description:
          'Connections per second that failed, the ten worst Envoy clusters. egress-cluster and ingress-cluster carry L7 policy, others come from Ingress, Gateway API or CiliumEnvoyConfig and bear their names.',
        unit: 'ops',
        min: 0,
        width: 12,
        legend: '{{envoy_cluster_name}}',
        noValue: 'No failures',
        query: promql`topk(10, ${sumRate(metric('envoy_cluster_upstream_cx_connect_fail', workloads, node), 'envoy_cluster_name')})`,
      }),
      timeseries({
        title: 'Time to connect by cluster',
        description:
          'Mean time to open a connection to a backend, the ten slowest Envoy clusters. It is network and accept queue, not the work of the service.',
        unit: 'ms',
        min: 0,
        width: 12,
        legend: '{{envoy_cluster_name}}',
        noValue: noTraffic,
        query: promql`
          topk(10, ${mean(
            metric('envoy_cluster_upstream_cx_connect_ms_sum', workloads, node),
            metric('envoy_cluster_upstream_cx_connect_ms_count', workloads, node),
            'envoy_cluster_name',
          )})`,
      }),
    ],
    { collapsed: true },
  );
}
