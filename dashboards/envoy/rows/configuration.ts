import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { orZero, sumRate, totalRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** xDS: what the agent sends and what Envoy makes of it. */
export function configuration({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const rejected = metric('envoy_listener_manager_lds_update_rejected', {}, node);
  return row(
    'Configuration: does Envoy accept what the agent sends?',
    [
      timeseries({
        title: 'Updates accepted',
        description:
          'Updates per second that Envoy took over, by kind. A burst of listeners is a change of L7 policy; none at all on a busy cluster is a lost control plane.',
        unit: 'ops',
        min: 0,
        width: 8,
        targets: [
          {
            legend: 'listeners',
            query: orZero(sumRate(metric('envoy_listener_manager_lds_update_success', {}, node))),
          },
          { legend: 'clusters', query: orZero(sumRate(metric('envoy_cluster_manager_cds_update_success', {}, node))) },
          { legend: 'routes', query: orZero(sumRate(metric('envoy_http_rds_update_success', {}, node))) },
        ],
      }),
      timeseries({
        title: 'Updates rejected and failed',
        description:
          'Updates per second that Envoy refused for their content (rejected) or did not get for lack of a connection (failed).',
        unit: 'ops',
        min: 0,
        width: 8,
        targets: [
          { legend: 'listeners rejected', query: orZero(sumRate(rejected)) },
          {
            legend: 'clusters rejected',
            query: orZero(sumRate(metric('envoy_cluster_manager_cds_update_rejected', {}, node))),
          },
          { legend: 'routes rejected', query: orZero(sumRate(metric('envoy_http_rds_update_rejected', {}, node))) },
          {
            legend: 'failed',
            query: totalRate(
              metric('envoy_listener_manager_lds_update_failure', {}, node),
              metric('envoy_cluster_manager_cds_update_failure', {}, node),
            ),
          },
        ],
      }),
      timeseries({
        title: 'Listener rejections by node',
        description:
          'Listener updates refused per second, the ten worst nodes. One node is a stale Envoy: restart its pod. All nodes is one bad object.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: promql`topk(10, ${sumRate(rejected, ...nodeLabels)})`,
      }),
      timeseries({
        title: 'Policy updates',
        description:
          'Network policies per second that the agents sent to Envoy, and those it rejected. A rejected one leaves the old policy in force.',
        unit: 'ops',
        min: 0,
        width: 8,
        minors: { from: '1.19' },
        overrides: [{ match: 'rejected', color: color.critical }],
        targets: [
          { legend: 'sent', query: orZero(sumRate(metric('envoy_cilium_policy_updates_total', {}, node))) },
          { legend: 'rejected', query: orZero(sumRate(metric('envoy_cilium_policy_updates_rejected', {}, node))) },
        ],
      }),
      timeseries({
        title: 'Answers of Envoy to the agents',
        description:
          'Acknowledgements per second as the agents count them. nack is a refusal: the agent log has the message of Envoy.',
        unit: 'ops',
        min: 0,
        width: 8,
        minors: { from: '1.19' },
        legend: '{{status}}',
        overrides: [{ match: 'nack', color: color.critical }],
        query: sumRate(metric('cilium_xds_events_count', {}, node), 'status'),
      }),
    ],
    { collapsed: true },
  );
}
