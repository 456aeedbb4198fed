import type { AnnotationDefinition, BuildContext, Fragment, Promql, VariableDefinition } from '../../src/define.ts';
import { by, promql } from '../../src/define.ts';
import { color } from './colors.ts';
import { clusterLabels } from './node-board.ts';

/** Agents whose process started within the last hour, rollouts included. */
export function agentsRestarted({ metric }: BuildContext, ...variables: readonly VariableDefinition[]): Promql {
  const started = metric('cilium_process_start_time_seconds', {}, ...variables);
  return promql`(count(time() - ${started} < 3600) or vector(0))`;
}

/** Marks when agents started: a rollout is a band of them, a crash one that stands alone. */
export function agentStarts(context: BuildContext): AnnotationDefinition {
  const started = context.metric('cilium_process_start_time_seconds');
  return {
    name: 'Agents started',
    title: 'Agents started',
    color: color.notice,
    query: promql`count ${by(started, ...clusterLabels(context))} (changes(${started}[$__rate_interval]) > 0)`,
    emptyInHealth: { fault: 'agent-rollout', reason: 'Agents that run do not start.' },
  };
}

/** Marks when more or fewer versions of Cilium run than before: the beginning and the end of an upgrade. */
export function versionChanges(context: BuildContext): AnnotationDefinition {
  const version = context.metric('cilium_version');
  const labels = clusterLabels(context);
  const versions = (at: Fragment) =>
    promql`count ${by(version, ...labels)} (count ${by(version, ...labels, 'version')} (${at}))`;
  return {
    name: 'Versions changed',
    title: 'Versions changed',
    color: color.neutral,
    query: promql`(${versions(version)}) != (${versions(promql`${version} offset 5m`)})`,
    emptyInHealth: { fault: 'agent-rollout', reason: 'Without an upgrade every agent runs the version it ran before.' },
  };
}
