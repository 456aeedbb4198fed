import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { clusterLabels, clusterLegend, nodeLink } from '../../shared/node-board.ts';
import type { BgpBoard } from './bgp-board.ts';

/** What is offered, and what is learned. */
export function routes({ context, node, peer }: BgpBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const advertised = metric('cilium_bgp_control_plane_advertised_routes', {}, node, peer);
  const received = metric('cilium_bgp_control_plane_received_routes', {}, node, peer);
  const cluster = clusterLabels(context);
  const all = { unit: 'short', min: 0, width: 8, noValue: 'No BGP in use' };
  return row('Which routes?', [
    timeseries({
      ...all,
      title: 'Routes advertised by peer',
      description:
        'Routes all nodes offer to each router and family, the twenty with most. A step down is a service or a pool that went, or nodes that lost the session; two routers of a pair that differ have not the same view.',
      legend: clusterLegend(context, '{{neighbor}} {{afi}}'),
      query: promql`topk(20, sum ${by(advertised, ...cluster, 'neighbor', 'afi')} (${advertised}))`,
    }),
    timeseries({
      ...all,
      title: 'Routes received by peer',
      description:
        'Routes the nodes learn from each router and family, the twenty with most. Cilium does not install them in the kernel: a full table here only costs memory, so let the router send a default route or nothing.',
      legend: clusterLegend(context, '{{neighbor}} {{afi}}'),
      query: promql`topk(20, sum ${by(received, ...cluster, 'neighbor', 'afi')} (${received}))`,
    }),
    timeseries({
      ...all,
      title: 'Nodes that advertise least',
      description:
        'Routes of the ten nodes that offer fewest. With externalTrafficPolicy Local a node without pods of a service offers less, rightly. A node at zero among others is not used by anybody outside.',
      legend: nodeLegend,
      overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
      query: promql`bottomk(10, sum ${by(advertised, ...nodeLabels)} (${advertised}))`,
    }),
  ]);
}
