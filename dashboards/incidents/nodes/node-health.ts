import type { BuildContext, Promql, Selector, SeriesName } from '../../../src/define.ts';
import { by, on, promql } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';

/** Share of a part in a whole, by node: 0 where the part never happened, nothing where the whole stands still. */
export function shareByNode<S extends SeriesName>(
  { nodeLabels }: BuildContext,
  part: Selector<S>,
  whole: Selector<S>,
): Promql {
  const all = sumRate(whole, ...nodeLabels);
  return promql`((${sumRate(part, ...nodeLabels)} or ${all} * 0) / (${all} > 0))`;
}

/** Agents that are up and say nothing of their peers, where more than half of the others of their cluster do. */
export function frozenAgents({ context, node }: NodeBoard): Promql {
  const up = context.metricOf('agent', 'up', {}, node);
  const peers = context.metric('cilium_unreachable_health_endpoints', {}, node);
  const [each, cluster] = [by(up, ...context.nodeLabels), clusterLabels(context)];
  return promql`
    (max ${each} (${up}) == 1 unless max ${each} (${peers}))
    and ${on(up, ...cluster)} (
      count ${by(up, ...cluster)} (max ${each} (${peers})) / count ${by(up, ...cluster)} (max ${each} (${up})) > 0.5
    )`;
}

/** The most that any probe of an agent can not reach. */
export function unreachable({ context, node }: NodeBoard): Promql {
  const nodes = context.metric('cilium_unreachable_nodes', {}, node);
  return promql`max ${by(nodes, ...context.nodeLabels)} (${nodes})`;
}
