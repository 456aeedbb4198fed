import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';

/**
 * Services on their way into the load balancer. The recorded output of a 1.18 and a 1.19 agent had neither family: the
 * load balancer rewritten there may not count, and then both panels say so.
 */
export function services({ context, node }: NodeBoard): RowDefinition {
  const { metric } = context;
  const noValue = 'These agents do not count services';
  return row(
    'Services: do changes reach the datapath?',
    [
      timeseries({
        title: 'Service updates',
        description:
          'Services and backends that agents added, updated and deleted per second, summed over the nodes. It follows rollouts; a steady flow of updates without one is a controller that rewrites Services or endpoints that flap.',
        unit: 'ops',
        min: 0,
        width: 12,
        legend: '{{action}}',
        noValue,
        query: sumRate(metric('cilium_services_events_total', {}, node), 'action'),
      }),
      timeseries({
        title: 'Service implementation delay',
        description:
          'From a change of a service or its backends to the load balancer of the node, 99 % of changes at most. Until then connections go to backends that are gone: above seconds, look at CPU of the agents and the latency of the API server.',
        unit: 's',
        min: 0,
        width: 12,
        legend: clusterLegend(context, '{{action}}'),
        noValue,
        query: quantile(
          0.99,
          metric('cilium_service_implementation_delay_bucket', {}, node),
          ...clusterLabels(context),
          'action',
        ),
      }),
    ],
    { collapsed: true },
  );
}
