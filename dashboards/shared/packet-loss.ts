import type { BuildContext, Promql, VariableDefinition } from '../../src/define.ts';
import { promql } from '../../src/define.ts';
import { lossReasons } from './drops.ts';
import { orZero, sumRate } from './expressions.ts';
import { clusterLabels } from './node-board.ts';
import { orZeroEach } from './rankings.ts';

/**
 * Lost packets as a share of all, from the agents' counters: Hubble aggregates flows that pass and not those that are
 * dropped, so its own counters are no base for a ratio.
 */
export function packetLoss({ metric }: BuildContext, ...variables: readonly VariableDefinition[]): Promql {
  const lost = orZero(sumRate(metric('cilium_drop_count_total', { reason: lossReasons }, ...variables)));
  const forwarded = sumRate(metric('cilium_forward_count_total', {}, ...variables));
  return promql`${lost} / (${forwarded} + ${lost})`;
}

/** The same of each cluster. */
export function packetLossByCluster(context: BuildContext): Promql {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const forwarded = sumRate(metric('cilium_forward_count_total'), ...cluster);
  const lost = orZeroEach(sumRate(metric('cilium_drop_count_total', { reason: lossReasons }), ...cluster), forwarded);
  return promql`${lost} / (${forwarded} + ${lost})`;
}
