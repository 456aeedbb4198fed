import type { PanelDefinition } from '../../src/define.ts';
import { by, on, promql, stat } from '../../src/define.ts';
import { worseAbove } from '../shared/colors.ts';
import { orZero } from '../shared/expressions.ts';
import { LOST_EVENTS_LIMIT, lostShare } from '../shared/hubble-losses.ts';
import type { NodeBoard } from '../shared/node-board.ts';
import { TILE } from './tile.ts';

/** Whether Hubble's numbers can be believed: what it did not see looks like health. */
export function eventsLostTile(board: NodeBoard): PanelDefinition {
  return stat({
    ...TILE,
    title: 'Events Hubble lost',
    description:
      'Share of its events that Hubble lost on the worst node, at the worst place. Above 5 % its counts of flows, DNS and HTTP on that node are too low, and ratios may be wrong either way.',
    unit: 'percentunit',
    decimals: 1,
    thresholds: worseAbove(LOST_EVENTS_LIMIT),
    alerts: ['HubbleEventsLost'],
    links: [{ title: 'Where, and what to raise', dashboard: 'hubble-pipeline' }],
    query: orZero(promql`max(${lostShare(board)})`),
  });
}

export function hubblesDownTile({ context: { metricOf, nodeLabels }, node }: NodeBoard): PanelDefinition {
  const [hubble, agent] = [metricOf('hubble', 'up', {}, node), metricOf('agent', 'up', {}, node)];
  return stat({
    ...TILE,
    title: 'Hubbles silent',
    description:
      'Nodes whose agent is scraped and whose Hubble is not: their flows, names and requests are missing on every Hubble panel.',
    unit: 'short',
    decimals: 0,
    thresholds: worseAbove(1),
    alerts: ['HubbleMetricsDown'],
    links: [{ title: 'Why', dashboard: 'hubble-pipeline' }],
    query: orZero(promql`
      sum(
        max ${by(hubble, ...nodeLabels)} (${hubble}) == bool 0
        unless ${on(hubble, ...nodeLabels)} max ${by(agent, ...nodeLabels)} (${agent}) == 0
      )`),
  });
}
