import type { RowDefinition } from '../../../src/define.ts';
import { by, perMinor, promql, row, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import { nodeLink } from '../../shared/node-board.ts';
import type { BgpBoard } from './bgp-board.ts';

/** Whether what is written in the objects becomes sessions. Counted from 1.17 on. */
export function reconciling({ context, node }: BgpBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const errors = metric('cilium_bgp_control_plane_reconcile_errors_total', {}, node);
  const older = metric('cilium_bgp_control_plane_reconcile_error_count', {}, node);
  const all = { min: 0, width: 12, minors: { from: '1.17' }, noValue: 'No BGP in use' } as const;
  const failed = perMinor(
    { until: '1.17', query: promql`sum ${by(older, ...nodeLabels)} (rate(${older}[$__rate_interval]))` },
    { from: '1.18', query: sumRate(errors, ...nodeLabels) },
  );
  const ofOperator = perMinor(
    {
      until: '1.17',
      query: promql`
        label_replace(
          ${sumRate(metric('cilium_operator_bgp_control_plane_cluster_config_error_count'), 'bgp_cluster_config')},
          "resource_name", "$1", "bgp_cluster_config", "(.*)"
        )`,
    },
    {
      from: '1.18',
      query: sumRate(metric('cilium_operator_bgp_control_plane_reconcile_errors_total'), 'resource_name'),
    },
  );
  return row(
    'Is the configuration applied?',
    [
      timeseries({
        ...all,
        title: 'Failing runs of agents',
        description:
          'Runs of the BGP controller per second that ended in an error, the ten worst nodes. The log of the agent names the object: a secret that is missing, a router id twice, an address no interface has.',
        unit: 'ops',
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: promql`topk(10, ${promql`${failed}`})`,
      }),
      timeseries({
        ...all,
        title: 'Failing runs of the operator',
        description:
          'Runs per second in which the operator could not turn a cluster configuration into those of nodes, by object. Nodes keep what they had; new nodes get nothing.',
        unit: 'ops',
        legend: '{{resource_name}}',
        query: promql`${ofOperator}`,
      }),
      timeseries({
        ...all,
        title: 'Time of a run, agents, p99',
        description:
          'How long an agent takes to bring BGP to the wanted state, 99 % of runs at most. It grows with services and peers; seconds mean that a changed service is late at the routers.',
        unit: 's',
        legend: nodeLegend,
        query: promql`topk(10, ${quantile(0.99, metric('cilium_bgp_control_plane_reconcile_run_duration_seconds_bucket', {}, node), ...nodeLabels)})`,
      }),
      timeseries({
        ...all,
        title: 'Time of a run, operator, p99',
        description:
          'How long the operator takes to write the configurations of nodes, 99 % of runs at most. It grows with nodes.',
        unit: 's',
        legend: 'operator',
        query: quantile(0.99, metric('cilium_operator_bgp_control_plane_reconcile_run_duration_seconds_bucket')),
      }),
    ],
    { collapsed: true },
  );
}
