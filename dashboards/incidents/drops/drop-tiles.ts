import type { PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { lossReasons, noiseReasons, policyReasons } from '../../shared/drops.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { packetLoss } from '../../shared/packet-loss.ts';
import { agentsRestarted } from '../../shared/restarts.ts';
import { lruTile, mapTile, natTile, noRoomTile } from '../full-tiles.ts';
import { noticeFrom, TILE } from '../tile.ts';
import { eventsLostTile, hubblesDownTile } from '../trust-tiles.ts';
import { nodeLoss } from './which-node.ts';

/** How much is lost, and what the usual suspects look like. */
export function dropTiles(board: FlowBoard): RowDefinition {
  return row('What is wrong?', [
    ...lossTiles(board),
    newReasonTile(board),
    noRoomTile(board),
    mapTile(board),
    lruTile(board),
    natTile(board),
    ...contextTiles(board),
    eventsLostTile(board),
    hubblesDownTile(board),
  ]);
}

function lossTiles(board: FlowBoard): readonly PanelDefinition[] {
  const { context, node } = board;
  return [
    stat({
      ...TILE,
      title: 'Packets lost',
      description:
        'Packets lost as a share of all, over the nodes picked; policy and noise are not in it. Above 0.1 % applications notice. Low here and high on the worst node: one node is broken.',
      unit: 'percentunit',
      decimals: 3,
      thresholds: worseAbove(0.001, 0.0144),
      alerts: ['CiliumPacketDropsSLOBurn'],
      query: packetLoss(context, node),
    }),
    stat({
      ...TILE,
      title: 'Lost on the worst node',
      description:
        'The same share on the node with the highest one. A single node with a broken route disappears in the sum of fifty.',
      unit: 'percentunit',
      decimals: 3,
      thresholds: worseAbove(0.001, 0.0144),
      alerts: ['CiliumNodePacketDropsSLOBurn'],
      query: promql`max(${nodeLoss(board)})`,
    }),
  ];
}

function newReasonTile({ context, node }: FlowBoard): PanelDefinition {
  const drops = context.metric('cilium_drop_count_total', { reason: lossReasons }, node);
  const labels = by(drops, ...clusterLabels(context), 'reason');
  return stat({
    ...TILE,
    title: 'Reasons new this hour',
    description:
      'Reasons for loss that no agent had counted an hour ago. A reason nobody has seen before names a new fault, even if it struck once: look it up below before anything else.',
    unit: 'short',
    thresholds: worseAbove(1),
    query: orZero(promql`count(sum ${labels} (${drops}) > 0 unless sum ${labels} (${drops} offset 1h) > 0)`),
  });
}

function contextTiles({ context, node }: FlowBoard): readonly PanelDefinition[] {
  const denied = context.metric('cilium_drop_count_total', { reason: policyReasons }, node);
  const unwanted = context.metric('cilium_drop_count_total', { reason: noiseReasons }, node);
  return [
    stat({
      ...TILE,
      title: 'Denied by policy',
      description:
        'Packets per second that policy does not let through: somebody wants it so, and it is no loss. After a change of policy, or with conntrack full, it may be a mistake: go on to the board of denials.',
      unit: 'count:p/s',
      decimals: 1,
      thresholds: [{ color: color.policy }],
      links: [{ title: 'Who is denied', dashboard: 'incident-policy' }],
      query: orZero(sumRate(denied)),
    }),
    stat({
      ...TILE,
      title: 'Unwanted frames',
      description:
        'Packets per second that nobody misses: control frames of switches, odd protocols, malformed packets. Blue says that they are there, not that something is wrong; they count in no objective.',
      unit: 'count:p/s',
      decimals: 1,
      thresholds: noticeFrom(1),
      query: orZero(sumRate(unwanted)),
    }),
    stat({
      ...TILE,
      title: 'Agent restarts, 1 hour',
      description:
        'Agents that started within the last hour. While an agent starts, connections are learned anew and some packets are refused: during a rollout wait it out before you look for another cause.',
      unit: 'short',
      thresholds: noticeFrom(1),
      links: [{ title: 'Why they restarted', dashboard: 'incident-nodes' }],
      query: agentsRestarted(context, node),
    }),
  ];
}
