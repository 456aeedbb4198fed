import type { Promql, RuleContext } from '../../src/define.ts';
import { by, promql } from '../../src/define.ts';

/**
 * Nodes whose agent started less than twenty minutes ago. Its counters begin anew: what each had counted by its first
 * sample is lost to `rate`, and families with many series lose more than those with few.
 */
export function youngAgents({ metric, nodeLabels }: RuleContext): Promql {
  const started = metric('cilium_process_start_time_seconds');
  return promql`(time() - max ${by(started, ...nodeLabels)} (${started}) < 1200)`;
}
