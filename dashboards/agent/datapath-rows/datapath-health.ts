import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, stat } from '../../../src/define.ts';
import { color, noneIsGood, worseAbove } from '../../shared/colors.ts';
import { capacityReasons, policyReasons } from '../../shared/drops.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { lossThresholds } from '../../shared/objectives.ts';
import { packetLoss } from '../../shared/packet-loss.ts';

/** Loss first, then what could be full. */
export function datapathHealth({ context, node }: NodeBoard): RowDefinition {
  const { metric } = context;
  return row('Is it healthy?', [
    stat({
      title: 'Packets forwarded',
      description:
        'Packets per second that passed. A packet counts where it enters and where it leaves an endpoint. A fall to nothing while pods run is an outage that drops may not show.',
      unit: 'count:p/s',
      width: 6,
      height: 3,
      query: sumRate(metric('cilium_forward_count_total', {}, node)),
    }),
    stat({
      title: 'Loss ratio',
      description:
        'Packets lost as a share of all packets. Lost means dropped although someone wanted them: no capacity, no route, no backend, a datapath fault. Policy and noise are not in it. Above 0.1 % applications notice.',
      unit: 'percentunit',
      decimals: 3,
      width: 6,
      height: 3,
      thresholds: lossThresholds,
      query: packetLoss(context, node),
    }),
    stat({
      title: 'Capacity drops',
      description:
        'Packets per second lost because a map, a port range or a rate limit is full. New connections fail first. The row below tells which one.',
      unit: 'count:p/s',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: noneIsGood,
      query: orZero(sumRate(metric('cilium_drop_count_total', { reason: capacityReasons }, node))),
    }),
    stat({
      title: 'Policy drops',
      description:
        'Packets per second that policy denied. Intended by someone, unless it jumped: then look for a policy or rollout of the same minute, and at Hubble for who talks to whom.',
      unit: 'count:p/s',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: [{ color: color.policy }],
      links: [{ title: 'Who is denied', dashboard: 'hubble-drops' }],
      query: orZero(sumRate(metric('cilium_drop_count_total', { reason: policyReasons }, node))),
    }),
    stat({
      title: 'Fullest map',
      description:
        'The fullest BPF map of any node. From 90 % on expect insertions to fail: connections for conntrack and NAT, whole pods for policy maps. Maps far from full report nothing.',
      unit: 'percentunit',
      decimals: 0,
      width: 6,
      height: 3,
      thresholds: worseAbove(0.7, 0.9),
      query: orZero(promql`max(${metric('cilium_bpf_map_pressure', {}, node)})`),
    }),
    stat({
      title: 'Map updates failing',
      description:
        'Writes into BPF maps that failed per second, of any map. The datapath then works with an older state than the agent believes. Failed lookups and deletions are left out: most of them are normal.',
      unit: 'ops',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: noneIsGood,
      query: orZero(sumRate(metric('cilium_bpf_map_ops_total', { operation: 'update', outcome: 'fail' }, node))),
    }),
    stat({
      title: 'Conntrack GC not completed',
      description:
        'Collections of old connections per second that gave up before the end. Entries then outlive their connections and the map fills. Happens when the map changes faster than it can be walked.',
      unit: 'ops',
      decimals: 3,
      width: 6,
      height: 3,
      thresholds: noneIsGood,
      query: orZero(sumRate(metric('cilium_datapath_conntrack_gc_runs_total', { status: 'uncompleted' }, node))),
    }),
    stat({
      title: 'Fullest NAT port range',
      description:
        'Source ports in use towards the busiest remote address, as a share of those there are. At 100 % new connections to that address fail with "No mapping for NAT masquerade", however empty the map is. More egress addresses or fewer short connections help.',
      unit: 'percentunit',
      decimals: 0,
      width: 6,
      height: 3,
      minors: { from: '1.17' },
      thresholds: worseAbove(0.7, 0.9),
      query: promql`max(${metric('cilium_nat_endpoint_max_connection', {}, node)})`,
    }),
  ]);
}
