import type { Promql } from '../../../src/define.ts';
import { by, promql } from '../../../src/define.ts';
import { IDENTITY_LIMIT } from '../../shared/identity-limit.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';

/** Pod addresses in use, as a share of those a node has, by node and family. */
export function addressesUsed({ context, node }: NodeBoard): Promql {
  const used = context.metric('cilium_ip_addresses', {}, node);
  const capacity = context.metric('cilium_ipam_capacity', {}, node);
  const labels = [...context.nodeLabels, 'family'] as const;
  return promql`sum ${by(used, ...labels)} (${used}) / sum ${by(capacity, ...labels)} (${capacity})`;
}

/** Identities of each cluster as a share of what it can hold: the operator counts them, agents only those they meet. */
export function identitiesUsed({ context }: Pick<NodeBoard, 'context'>): Promql {
  const alive = context.metric('cilium_operator_identity_gc_entries', { status: 'alive' });
  return promql`max ${by(alive, ...clusterLabels(context))} (${alive}) / ${IDENTITY_LIMIT}`;
}
