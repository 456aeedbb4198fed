import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { clusterLabels, clusterLegend, nodeLink } from '../../shared/node-board.ts';

/** Pod addresses: the operator hands ranges to nodes, the agents hand addresses of them to pods. */
export function addresses(context: BuildContext): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const cluster = clusterLabels(context);
  const used = metric('cilium_ip_addresses');
  const capacity = metric('cilium_ipam_capacity');
  const identities = metric('cilium_identity');
  return row(
    'Pod addresses and identities: what do the agents hold?',
    [
      timeseries({
        title: 'Fullest nodes, addresses',
        description:
          'Pod addresses in use as a share of what the node may hand out, the ten fullest. At 100 % new pods there do not start. With cloud IPAM nodes fetch addresses as they need them, so that high values are normal.',
        unit: 'percentunit',
        min: 0,
        width: 6,
        thresholds: worseAbove(0.8, 0.95),
        thresholdStyle: 'dashed',
        legend: `${nodeLegend} {{family}}`,
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: promql`
          topk(10,
            sum ${by(used, ...nodeLabels, 'family')} (${used})
            / sum ${by(capacity, ...nodeLabels, 'family')} (${capacity})
          )`,
      }),
      timeseries({
        title: 'Addresses in use and there',
        description:
          'Pod addresses in use and the sum of what all nodes may hand out. Lines that near each other ask for more ranges; far apart with full nodes, the ranges are cut too small.',
        unit: 'short',
        min: 0,
        width: 6,
        targets: [
          {
            legend: clusterLegend(context, '{{family}} used'),
            query: promql`sum ${by(used, ...cluster, 'family')} (${used})`,
          },
          {
            legend: clusterLegend(context, '{{family}} there'),
            query: promql`sum ${by(capacity, ...cluster, 'family')} (${capacity})`,
          },
        ],
      }),
      timeseries({
        title: 'Addresses handed out and taken back',
        description:
          'Allocations and releases per second: pod churn as IPAM sees it. Allocations without releases are a leak or a scale-up.',
        unit: 'ops',
        min: 0,
        width: 6,
        legend: '{{family}} {{action}}',
        query: sumRate(metric('cilium_ipam_events_total'), 'family', 'action'),
      }),
      timeseries({
        title: 'Identities on the largest agent',
        description:
          'Identities the agent with most of them refers to, by type. node_local are addresses outside the cluster that policy names: thousands of them come from wide FQDN rules.',
        unit: 'short',
        min: 0,
        width: 6,
        legend: clusterLegend(context, '{{type}}'),
        query: promql`max ${by(identities, ...cluster, 'type')} (${identities})`,
      }),
    ],
    { collapsed: true },
  );
}
