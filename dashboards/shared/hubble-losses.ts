import type { PanelDefinition, Promql } from '../../src/define.ts';
import { on, promql, timeseries } from '../../src/define.ts';
import { sumRate } from './expressions.ts';
import type { NodeBoard } from './node-board.ts';
import { nodeLink } from './node-board.ts';
import { topTen } from './rankings.ts';

/** Events lost per second, by node and place. */
export function lostEvents({ context, node }: NodeBoard, width: number): PanelDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  return timeseries({
    title: 'Lost events by node and place',
    description:
      'Losses per second, the ten worst. perf_event_ring_buffer: the agent reads too slowly, usually for want of CPU. observer_events_queue: raise hubble.eventQueueSize. hubble_ring_buffer: somebody reads flows slower than they come; it counts how often, not how many, and metrics do not suffer.',
    unit: 'eps',
    min: 0,
    width,
    legend: `${nodeLegend} {{source}}`,
    noValue: 'Nothing lost',
    emptyInHealth: { fault: 'hubble-lost', reason: 'The counter starts with the first loss.' },
    overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
    query: topTen(sumRate(metric('hubble_lost_events_total', {}, node), ...nodeLabels, 'source')),
  });
}

/** Share of the events of a node that one place lost. Each place is held against the flows by itself. */
export function lostShare({ context: { metric, nodeLabels }, node }: NodeBoard): Promql {
  const lost = metric('hubble_lost_events_total', {}, node);
  const losses = sumRate(lost, ...nodeLabels, 'source');
  const flows = sumRate(metric('hubble_flows_processed_total', {}, node), ...nodeLabels);
  return promql`${losses} / (${losses} + ${on(lost, ...nodeLabels)} group_left () ${flows})`;
}

/** As a share of all events of a node, above which the alert HubbleEventsLost fires. */
export const LOST_EVENTS_LIMIT = 0.05;
