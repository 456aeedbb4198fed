import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { LOST_EVENTS_LIMIT, lostEvents, lostShare } from '../../shared/hubble-losses.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** Between the kernel and the counter: what Hubble did not see. */
export function losses(board: NodeBoard): RowDefinition {
  const { context, node } = board;
  const { metric, nodeLabels, nodeLegend } = context;
  return row('Does Hubble see everything?', [
    lostEvents(board, 8),
    context.hubble('flow') &&
      timeseries({
        title: 'Share of events lost by node and place',
        description:
          'What each place of a node lost of all its events, the ten worst. Above the line the numbers of the node are too low by so much. Of hubble_ring_buffer it is a lower bound, and only readers of flows miss them.',
        unit: 'percentunit',
        min: 0,
        width: 8,
        thresholds: worseAbove(LOST_EVENTS_LIMIT),
        thresholdStyle: 'dashed',
        alerts: ['HubbleEventsLost'],
        legend: `${nodeLegend} {{source}}`,
        noValue: 'Nothing lost',
        emptyInHealth: { fault: 'hubble-lost', reason: 'The counter starts with the first loss.' },
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: topTen(lostShare(board)),
      }),
    context.hubble('flow') &&
      timeseries({
        title: 'Flows seen by node',
        description:
          'Flows per second that Hubble made into metrics, the ten busiest nodes. A node that falls to nothing while its pods run does not observe any more. From some thousand per second on expect losses.',
        unit: 'eps',
        min: 0,
        width: 8,
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-datapath', 'Datapath of this node')],
        query: topTen(sumRate(metric('hubble_flows_processed_total', {}, node), ...nodeLabels)),
      }),
  ]);
}
