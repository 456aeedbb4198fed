import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** What passes: the other half of every loss ratio. */
export function forwarding({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const packets = metric('cilium_forward_count_total', {}, node);
  const bytes = metric('cilium_forward_bytes_total', {}, node);
  return row('What passes?', [
    timeseries({
      title: 'Forwarded packets by direction',
      description:
        'Packets per second as endpoints see them: INGRESS to pods, EGRESS from pods. One direction falling alone points at routing or policy of that direction.',
      unit: 'count:p/s',
      min: 0,
      width: 8,
      legend: '{{direction}}',
      query: sumRate(packets, 'direction'),
    }),
    timeseries({
      title: 'Forwarded bytes by direction',
      description:
        'Throughput in bytes per second. Packets without bytes are small packets: DNS storms, SYN floods, health checks.',
      unit: 'Bps',
      min: 0,
      width: 8,
      legend: '{{direction}}',
      query: sumRate(bytes, 'direction'),
    }),
    timeseries({
      title: 'Busiest nodes',
      description:
        'Throughput of the ten busiest nodes, both directions. One far above the others carries an ingress, a gateway or an unlucky schedule.',
      unit: 'Bps',
      min: 0,
      width: 8,
      legend: nodeLegend,
      overrides: [nodeLink(context, 'cilium-datapath', 'Only this node')],
      query: promql`topk(10, ${sumRate(bytes, ...nodeLabels)})`,
    }),
  ]);
}
