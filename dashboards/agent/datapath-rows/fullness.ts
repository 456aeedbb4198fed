import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { capacityReasons } from '../../shared/drops.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** Everything that has a limit, and the drops that follow from reaching it. */
export function fullness({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const pressure = metric('cilium_bpf_map_pressure', {}, node);
  const full = metric('cilium_drop_count_total', { reason: capacityReasons }, node);
  const alive = metric('cilium_datapath_conntrack_gc_entries', { status: 'alive' }, node);
  const nat = metric('cilium_nat_endpoint_max_connection', {}, node);
  return row('Is something full?', [
    timeseries({
      title: 'Fullest maps',
      description:
        'Fill level of the ten fullest maps. ct*: connections, raise bpf.ctTcpMax and ctAnyMax. snat: masquerading, bpf.natMax. cilium_policy_*: the fullest policy map of the node, bpf.policyMapMax or fewer identities. A line that vanishes fell below the reporting threshold.',
      unit: 'percentunit',
      min: 0,
      width: 12,
      thresholds: worseAbove(0.7, 0.9),
      thresholdStyle: 'dashed',
      legend: `${nodeLegend} {{map_name}}`,
      noValue: 'No map near its limit',
      overrides: [nodeLink(context, 'cilium-datapath', 'Only this node')],
      query: promql`topk(10, max ${by(pressure, ...nodeLabels, 'map_name')} (${pressure}))`,
    }),
    timeseries({
      title: 'Capacity drops by node',
      description:
        'Packets per second lost for lack of room, the ten worst nodes by reason. CT: the conntrack map. NAT masquerade: source ports. Rate limited and EDT horizon: a limit someone set.',
      unit: 'count:p/s',
      min: 0,
      width: 12,
      legend: `${nodeLegend} {{reason}}`,
      noValue: 'Nothing is full',
      emptyInHealth: { fault: 'map-full', reason: 'Only a full map makes these drops.' },
      overrides: [nodeLink(context, 'cilium-datapath', 'Only this node')],
      query: promql`topk(10, ${sumRate(full, ...nodeLabels, 'reason')})`,
    }),
    timeseries({
      title: 'Connections tracked by node',
      description:
        'Entries alive after the last collection, the ten largest nodes. Renewed only per collection, minutes apart, so it lags behind the fill level.',
      unit: 'short',
      min: 0,
      width: 12,
      legend: nodeLegend,
      overrides: [nodeLink(context, 'cilium-datapath', 'Only this node')],
      query: promql`topk(10, sum ${by(alive, ...nodeLabels)} (${alive}))`,
    }),
    timeseries({
      title: 'NAT port range by node',
      description:
        'Source ports in use towards the busiest remote address, the ten fullest nodes. Many connections to one address, say a database outside, exhaust it long before the NAT map.',
      unit: 'percentunit',
      min: 0,
      width: 12,
      minors: { from: '1.17' },
      thresholds: worseAbove(0.7, 0.9),
      thresholdStyle: 'dashed',
      legend: `${nodeLegend} {{family}}`,
      overrides: [nodeLink(context, 'cilium-datapath', 'Only this node')],
      query: promql`topk(10, max ${by(nat, ...nodeLabels, 'family')} (${nat}))`,
    }),
  ]);
}
