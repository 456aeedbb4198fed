import type { Promql, VariableDefinition } from '../../../src/define.ts';
import { by, promql } from '../../../src/define.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';

/** A board with drop-downs of nodes and of the clusters they should know. */
export interface MeshBoard extends NodeBoard {
  readonly remote: VariableDefinition;
}

/** Share of the agents of a cluster that have no connection to another cluster, by pair of clusters. */
export function agentsWithout({ context, node, remote }: MeshBoard): Promql {
  const ready = context.metric('cilium_clustermesh_remote_cluster_readiness_status', {}, node, remote);
  return promql`1 - avg ${by(ready, ...clusterLabels(context), 'target_cluster')} (${ready})`;
}
