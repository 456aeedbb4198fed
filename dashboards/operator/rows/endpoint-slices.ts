import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';

/** CiliumEndpointSlice: the operator packs endpoints into slices, and agents learn of pods elsewhere from these. */
export function endpointSlices(context: BuildContext): RowDefinition {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const size = metric('cilium_operator_number_of_ceps_per_ces_bucket');
  const all = { min: 0, width: 8, noValue: 'No endpoint slices in use' } as const;
  return row(
    'Endpoint slices: do other nodes learn of pods in time?',
    [
      timeseries({
        ...all,
        title: 'Slices written by outcome',
        description:
          'Slices the operator wrote per second. Failed ones are tried again; while they fail, agents do not know new pods of other nodes and policy drops their traffic: the operator log has the error.',
        unit: 'ops',
        legend: clusterLegend(context, '{{outcome}}'),
        overrides: [{ match: '/fail/', color: color.critical }],
        query: sumRate(metric('cilium_operator_ces_sync_total'), ...cluster, 'outcome'),
      }),
      timeseries({
        ...all,
        title: 'Wait of slices for their turn, p99',
        description:
          'How long a changed slice waits before it is written, 99 % at most, by queue. The fast queue is for namespaces with priority; minutes in the standard one ask for higher ciliumEndpointSlice.rateLimits.',
        unit: 's',
        legend: clusterLegend(context, '{{queue}}'),
        query: quantile(0.99, metric('cilium_operator_ces_queueing_delay_seconds_bucket'), ...cluster, 'queue'),
      }),
      timeseries({
        ...all,
        title: 'Time until other agents know a pod, p99',
        description:
          'From the endpoint an agent writes to the slice in which it reads it again, 99 % at most, as the agents measure it. So long is a new pod unknown on other nodes; seconds are normal, minutes are an operator that does not keep up.',
        unit: 's',
        legend: clusterLegend(context, 'p99'),
        query: quantile(0.99, metric('cilium_endpoint_propagation_delay_seconds_bucket'), ...cluster),
      }),
      timeseries({
        ...all,
        title: 'Endpoints per slice',
        description:
          'Endpoints in the slices that were written: half of the slices have fewer than the first line, 99 % fewer than the second. Small ones mean many objects for every agent to watch, as after a scale-down.',
        unit: 'short',
        width: 12,
        targets: [
          { legend: clusterLegend(context, 'p50'), query: quantile(0.5, size, ...cluster) },
          { legend: clusterLegend(context, 'p99'), query: quantile(0.99, size, ...cluster) },
        ],
      }),
      timeseries({
        ...all,
        title: 'Changes per write of a slice, p99',
        description:
          'Endpoints that came and went with one write, 99 % at most. More per write is less load on the API server; one at a time during a rollout means that nothing is batched.',
        unit: 'short',
        width: 12,
        legend: clusterLegend(context, '{{opcode}}'),
        query: quantile(0.99, metric('cilium_operator_number_of_cep_changes_per_ces_bucket'), ...cluster, 'opcode'),
      }),
    ],
    { collapsed: true },
  );
}
