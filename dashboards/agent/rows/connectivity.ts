import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels, clusterLegend, nodeLink } from '../../shared/node-board.ts';

/** What the agent depends on: the other nodes and the API server. */
export function connectivity({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const nodes = metric('cilium_unreachable_nodes', {}, node);
  const health = metric('cilium_unreachable_health_endpoints', {}, node);
  return row('Can agents reach each other and the API server?', [
    timeseries({
      title: 'Unreachable peers by node',
      description:
        'What each of the ten worst-placed agents can not reach. Node and health endpoint: the underlay or port 4240. Health endpoint alone: tunnel, routing or encryption. Expect some minutes of it whenever nodes come or go.',
      unit: 'short',
      min: 0,
      width: 6,
      targets: [
        { legend: `${nodeLegend} nodes`, query: promql`topk(10, max ${by(nodes, ...nodeLabels)} (${nodes}))` },
        {
          legend: `${nodeLegend} health endpoints`,
          query: promql`topk(10, max ${by(health, ...nodeLabels)} (${health}))`,
        },
      ],
      overrides: [nodeLink(context, 'cilium-datapath', 'Datapath of this node')],
    }),
    timeseries({
      title: 'Node to node latency',
      description:
        'Round trip of the health probes between nodes, 99 % at most. endpoint without node: the overlay adds it. Both: the network below.',
      unit: 's',
      min: 0,
      width: 6,
      minors: { from: '1.17' },
      legend: '{{type}} {{protocol}}',
      query: quantile(
        0.99,
        metric('cilium_node_health_connectivity_latency_seconds_bucket', {}, node),
        'type',
        'protocol',
      ),
    }),
    timeseries({
      title: 'API server calls by return code',
      description:
        'Calls per second from agents to the Kubernetes API server. 429 is the server pushing back, 5xx and <error> an outage on the way, 403 missing RBAC after an upgrade.',
      unit: 'reqps',
      min: 0,
      width: 6,
      legend: '{{return_code}}',
      query: sumRate(metric('cilium_k8s_client_api_calls_total', {}, node), 'return_code'),
    }),
    timeseries({
      title: 'API server latency',
      description:
        'How long calls take, 99 % of them at most. Above a second agents learn late about pods and policies. Watches are not in it.',
      unit: 's',
      min: 0,
      width: 6,
      legend: clusterLegend(context, '{{method}}'),
      query: quantile(
        0.99,
        metric('cilium_k8s_client_api_latency_time_seconds_bucket', {}, node),
        ...clusterLabels(context),
        'method',
      ),
    }),
  ]);
}
