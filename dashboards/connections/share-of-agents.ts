import type { BuildContext, Promql, SeriesName } from '../../src/define.ts';
import { by, promql } from '../../src/define.ts';
import { clusterLabels } from '../shared/node-board.ts';

/** Share of the agents of each cluster that have a feature on, in any mode. */
export function shareOfAgents(context: BuildContext, feature: Extract<SeriesName, `cilium_feature_${string}`>): Promql {
  const { metric, nodeLabels } = context;
  const on = metric(feature);
  return promql`avg ${by(on, ...clusterLabels(context))} (max ${by(on, ...nodeLabels)} (${on}))`;
}
