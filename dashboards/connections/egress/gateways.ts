import type { RowDefinition } from '../../../src/define.ts';
import { by, NAT_MAPS, promql, row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** Gateways carry the traffic of many nodes: they are the first to be full. No metric names them; their load does. */
export function gateways({ context, node }: FlowBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const bytes = metric('cilium_forward_bytes_total', { direction: 'EGRESS' }, node);
  const nat = metric('cilium_bpf_map_pressure', { map_name: [...NAT_MAPS] }, node);
  const ports = metric('cilium_nat_endpoint_max_connection', {}, node);
  const all = {
    min: 0,
    width: 8,
    legend: nodeLegend,
    overrides: [nodeLink(context, 'cilium-datapath', 'Datapath of this node')],
  } as const;
  return row('Which gateway is near a limit?', [
    timeseries({
      ...all,
      title: 'Busiest nodes, bytes out',
      description:
        'Bytes per second that leave the ten busiest nodes. Gateways are among them. Very different loads of gateways of one policy: Cilium picks one per pod, so spread the pods over more policies.',
      unit: 'Bps',
      query: topTen(sumRate(bytes, ...nodeLabels)),
    }),
    timeseries({
      ...all,
      title: 'Fullest NAT map by node',
      description:
        'Fill level of the map that remembers masqueraded connections, the ten fullest nodes. At 100 % the oldest connection makes room for a new one, and its answers are lost: raise bpf.natMax.',
      unit: 'percentunit',
      noValue: 'None near its limit',
      query: topTen(promql`max ${by(nat, ...nodeLabels)} (${nat})`),
    }),
    timeseries({
      ...all,
      title: 'Source ports in use by node',
      description:
        'Share of the source ports towards the busiest destination, the ten nodes with most. A gateway has about 32,000 for each address it sends from and each destination: more addresses, or more gateways.',
      unit: 'percentunit',
      minors: { from: '1.17' },
      query: topTen(promql`max ${by(ports, ...nodeLabels)} (${ports})`),
    }),
  ]);
}
