import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, stat } from '../../../src/define.ts';
import { natTile } from '../../incidents/full-tiles.ts';
import { criticalFrom } from '../../incidents/tile.ts';
import { noneIsGood, worseAbove } from '../../shared/colors.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { featureTile } from '../feature-tile.ts';
import { EGRESS_MAPS, NO_EGRESS_IP, NO_GATEWAY } from './egress-reasons.ts';

export function egressHealth(board: FlowBoard): RowDefinition {
  const { context, node } = board;
  const { metric, within } = context;
  const dropped = (reason: typeof NO_GATEWAY | typeof NO_EGRESS_IP | 'No mapping for NAT masquerade') =>
    metric('cilium_drop_count_total', { reason }, node);
  const tile = { unit: 'count:p/s', decimals: 1, width: 4, height: 4 };
  return row('Is it healthy?', [
    stat({
      ...tile,
      title: 'Without gateway',
      description:
        'Packets per second that a policy sends through a gateway, and no node is one: its labels match no node, or that node is gone. All of them are lost; nothing falls back to the own node.',
      thresholds: noneIsGood,
      query: orZero(sumRate(dropped(NO_GATEWAY))),
    }),
    within({ from: '1.17' }) &&
      stat({
        ...tile,
        title: 'Without egress address',
        description:
          'Packets per second that reached their gateway, which has no address to send them from: the address of the policy is on no interface, or the interface has none.',
        thresholds: noneIsGood,
        query: orZero(sumRate(dropped(NO_EGRESS_IP))),
      }),
    stat({
      ...tile,
      title: 'Without a port',
      description:
        'Packets per second of new connections for which a node has no source port left. Gateways share few addresses among many pods and get there first: give the policy more gateways or more addresses.',
      thresholds: criticalFrom(1),
      alerts: ['CiliumNATMappingFailed'],
      query: orZero(sumRate(dropped('No mapping for NAT masquerade'))),
    }),
    natTile({ context, node }, { width: 4, height: 4 }),
    stat({
      ...tile,
      title: 'Fullest policy map',
      description:
        'Fill level of the map that says which pods leave through which gateway, on the worst node. It has a line for each pod and destination; when full, new pods leave with the address of their node.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: worseAbove(0.8, 0.95),
      noValue: 'Not near its limit',
      emptyInHealth: { fault: 'connections-lost', reason: 'Maps that are less than a tenth full are not reported.' },
      query: promql`max(${metric('cilium_bpf_map_pressure', { map_name: [...EGRESS_MAPS] }, node)})`,
    }),
    featureTile(context, 'cilium_feature_adv_connect_and_lb_egress_gateway_enabled', {
      title: 'Agents with it on',
      description:
        'Share of the agents that have the egress gateway on. It must be on where pods run and where gateways are: less than all is a rollout that has not ended.',
    }),
  ]);
}
