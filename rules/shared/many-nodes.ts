import type { Fragment, Promql, RuleContext } from '../../src/define.ts';
import { by, promql } from '../../src/define.ts';

/** Fewer nodes than this are a coincidence, or a rack; each is told by itself. */
const NODES = 3;

/** Share of the cluster's agents from which on a fault of nodes is the cluster's: in large clusters some node is always broken. */
const SHARE = 0.05;

/**
 * How many nodes are faulty, per cluster, where they are so many that the cause is not on them: then one alert for the
 * cluster is better than one for each.
 * @param faulty one series per faulty node, with the labels of `nodeLabels`
 */
export function onManyNodes({ metricOf, clusterLabels, nodeLabels }: RuleContext, faulty: Fragment): Promql {
  const up = metricOf('agent', 'up');
  const count = promql`count ${by(up, ...clusterLabels)} (${faulty})`;
  const agents = promql`count ${by(up, ...clusterLabels)} (max ${by(up, ...nodeLabels)} (${up}))`;
  return promql`${count} >= ${NODES} and ${count} / ${agents} >= ${SHARE}`;
}
