import type { RowDefinition } from '../../../src/define.ts';
import { by, not, promql, row, timeseries } from '../../../src/define.ts';
import { endpointStateColors, outcomeColors } from '../../shared/colors.ts';
import { mean, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** From pods without network to the step of regeneration that takes the time. */
export function endpoints({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const states = metric('cilium_endpoint_state', {}, node);
  const notReady = metric('cilium_endpoint_state', { endpoint_state: not('ready') }, node);
  const regenerations = metric('cilium_endpoint_regenerations_total', {}, node);
  // scopes contain each other: one line each, never a sum
  const scopes = { status: 'success' } as const;
  return row('Do pods get their network?', [
    timeseries({
      title: 'Endpoints by state',
      description:
        'Every endpoint of the chosen nodes is in one state. waiting-for-identity points at the API server or the operator, regenerating at compile time or a storm of policy changes, invalid at a bug.',
      unit: 'short',
      min: 0,
      width: 6,
      stacked: true,
      legend: '{{endpoint_state}}',
      overrides: endpointStateColors,
      query: promql`sum ${by(states, 'endpoint_state')} (${states})`,
    }),
    timeseries({
      title: 'Endpoints not ready by node',
      description:
        'The ten nodes with most endpoints that are not ready. One node is a node problem, all nodes at once is the control plane or a change of policy.',
      unit: 'short',
      min: 0,
      width: 6,
      legend: nodeLegend,
      overrides: [nodeLink(context, 'cilium-agent', 'Only this node')],
      query: promql`topk(10, sum ${by(notReady, ...nodeLabels)} (${notReady}))`,
    }),
    timeseries({
      title: 'Regenerations',
      description:
        'Rebuilds of endpoints per second. Pod churn, policy and identity changes cause them; a plateau without any of these is an agent chasing its tail. Failed ones are red.',
      unit: 'ops',
      min: 0,
      width: 6,
      legend: '{{outcome}}',
      overrides: outcomeColors,
      query: sumRate(regenerations, 'outcome'),
    }),
    timeseries({
      title: 'Regeneration time by step',
      description:
        'Mean duration of each step of a regeneration; total contains the others. bpfCompilation grows with CPU pressure, mapSync with policy size, waitingForLock with too many regenerations at once. A mean, because bucket layouts differ between versions.',
      unit: 's',
      min: 0,
      width: 6,
      legend: '{{scope}}',
      query: mean(
        metric('cilium_endpoint_regeneration_time_stats_seconds_sum', scopes, node),
        metric('cilium_endpoint_regeneration_time_stats_seconds_count', scopes, node),
        'scope',
      ),
    }),
  ]);
}
