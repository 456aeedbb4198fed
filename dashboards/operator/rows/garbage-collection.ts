import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { outcomeColors, worseAbove } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { IDENTITY_LIMIT } from '../../shared/identity-limit.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';

/** What the operator cleans up for everyone, and how near the cluster is to the limit of identities. */
export function garbageCollection(context: BuildContext): RowDefinition {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const entries = metric('cilium_operator_identity_gc_entries');
  const alive = metric('cilium_operator_identity_gc_entries', { status: 'alive' });
  const runs = metric('cilium_operator_identity_gc_runs');
  const latency = metric('cilium_operator_identity_gc_latency');
  const unmanaged = metric('cilium_operator_unmanaged_pods');
  return row('Does it clean up?', [
    timeseries({
      title: 'Identities in the cluster',
      description:
        'Identities the last collection found alive and deleted. Alive that climbs without new workloads is a label with ever new values in the identity, such as a job or build id.',
      unit: 'short',
      min: 0,
      width: 8,
      legend: clusterLegend(context, '{{status}}'),
      query: promql`max ${by(entries, ...cluster, 'status')} (${entries})`,
    }),
    timeseries({
      title: 'Identity limit',
      description:
        'Identities alive as a share of the 65,280 a cluster can hold. Judge the slope: days until the limit are days until new workloads fail.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      thresholds: worseAbove(0.5, 0.8),
      thresholdStyle: 'dashed',
      legend: clusterLegend(context, 'used'),
      query: promql`max ${by(alive, ...cluster)} (${alive}) / ${IDENTITY_LIMIT}`,
    }),
    timeseries({
      title: 'Identity collections',
      description:
        'Runs since the operator started, by outcome: steps up at every run, back to 0 when another replica leads. A flat line for an hour means that nobody collects.',
      unit: 'short',
      min: 0,
      width: 8,
      legend: clusterLegend(context, '{{outcome}}'),
      overrides: outcomeColors,
      query: promql`max ${by(runs, ...cluster, 'outcome')} (${runs})`,
    }),
    timeseries({
      title: 'Identity collection time',
      description:
        'Duration of the last run. It grows with the number of identities and with the latency of the API server.',
      unit: 's',
      min: 0,
      width: 8,
      minors: { from: '1.17' },
      legend: clusterLegend(context, '{{outcome}}'),
      overrides: outcomeColors,
      query: promql`max ${by(latency, ...cluster, 'outcome')} (${latency})`,
    }),
    timeseries({
      title: 'Endpoints collected',
      description:
        'CiliumEndpoints without a pod that were deleted per second, and failures. A steady flow is agents that do not clean up after themselves: look for nodes that die.',
      unit: 'ops',
      min: 0,
      width: 8,
      legend: clusterLegend(context, '{{outcome}}'),
      overrides: outcomeColors,
      noValue: 'Nothing to collect',
      query: sumRate(metric('cilium_operator_endpoint_gc_objects'), ...cluster, 'outcome'),
    }),
    timeseries({
      title: 'Pods without Cilium over time',
      description:
        'Pods in the pod network that no agent manages. A peak when nodes join is normal; what stays is pods to restart.',
      unit: 'short',
      min: 0,
      width: 8,
      minors: { from: '1.17' },
      legend: clusterLegend(context, 'pods'),
      query: promql`max ${by(unmanaged, ...cluster)} (${unmanaged})`,
    }),
  ]);
}
