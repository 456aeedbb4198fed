import type { AnnotationDefinition, BuildContext } from '../../src/define.ts';
import { by, promql, rateEach } from '../../src/define.ts';
import { color } from './colors.ts';
import { clusterLabels } from './node-board.ts';

/** Marks when agents took over a new revision of policy: the first suspect when denials jump. */
export function policyChanges(context: BuildContext): AnnotationDefinition {
  const revision = context.metric('cilium_policy_max_revision');
  const cluster = clusterLabels(context);
  return {
    name: 'Policy changed',
    title: 'Policy changed',
    color: color.policy,
    query: promql`max ${by(revision, ...cluster)} (${rateEach(revision, cluster, 'changes')}) > 0`,
  };
}
