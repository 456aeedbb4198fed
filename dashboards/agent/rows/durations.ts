import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { quantile } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';

/** The slow end of the agent's work; the means are further up. */
export function durations({ context, node }: NodeBoard): RowDefinition {
  const { metric } = context;
  const cluster = clusterLabels(context);
  return row(
    'Durations: what is slow?',
    [
      timeseries({
        title: 'Slow regenerations by step',
        description:
          'Time of each step of a regeneration, 99 % at most; total contains the others. Two layouts of buckets exist (to 10 s, and powers of ten to 100 s), so read orders of magnitude, and trust no value while a cluster runs both.',
        unit: 's',
        min: 0,
        width: 12,
        logScale: true,
        legend: clusterLegend(context, '{{scope}}'),
        query: quantile(
          0.99,
          metric('cilium_endpoint_regeneration_time_stats_seconds_bucket', { status: 'success' }, node),
          ...cluster,
          'scope',
        ),
      }),
      timeseries({
        title: 'Slow controller runs',
        description:
          'Time of a controller run, 99 % at most, by how it ended. Failures that take long are timeouts, mostly of the API server; slow successes are a node without CPU.',
        unit: 's',
        min: 0,
        width: 12,
        legend: clusterLegend(context, '{{status}}'),
        query: quantile(
          0.99,
          metric('cilium_controllers_runs_duration_seconds_bucket', {}, node),
          ...cluster,
          'status',
        ),
      }),
    ],
    { collapsed: true },
  );
}
