import type { Promql, RuleContext } from '../../src/define.ts';
import { by, on, promql } from '../../src/define.ts';

/**
 * `unless on (node) ...`: takes out nodes whose agent started within the last quarter of an hour. While an agent starts,
 * connections are tracked anew and programs replaced, so packets are denied and dropped that nobody need look at. A node
 * whose agent does not say when it started stays in.
 */
export function unlessRestarted({ metric, nodeLabels }: RuleContext): Promql {
  const started = metric('cilium_process_start_time_seconds');
  return promql`unless ${on(started, ...nodeLabels)} time() - max ${by(started, ...nodeLabels)} (${started}) < 900`;
}
