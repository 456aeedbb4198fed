import type { TargetLabel } from '../promql/promql.ts';
import type { BuildContext } from './context.ts';

/** What rules may depend on: the settings, without dashboard variables in the selectors. */
export interface RuleContext extends BuildContext {
  /** The cluster label as a list, empty when there is none: for groupings and `labels`. */
  readonly clusterLabels: readonly TargetLabel[];
  /** Template text ` of cluster X`, or nothing where the alert carries none. */
  readonly ofCluster: string;
  /** Prometheus duration between two evaluations. */
  readonly evaluationInterval: string;
}
