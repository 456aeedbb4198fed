import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels, clusterLegend, nodeLink } from '../../shared/node-board.ts';

/** The two things nodes run out of: identities and pod addresses. */
export function identitiesAndAddresses({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const identities = metric('cilium_identity', {}, node);
  const addresses = metric('cilium_ip_addresses', {}, node);
  const capacity = metric('cilium_ipam_capacity', {}, node);
  return row(
    'Identities and addresses: is something running out?',
    [
      timeseries({
        title: 'Identities on the largest agent',
        description:
          'Identities the agent with most of them refers to. cluster_local is limited to 65,280 in the cluster, which only the operator counts exactly. Growth without new workloads is a label with ever new values.',
        unit: 'short',
        min: 0,
        width: 8,
        links: [{ title: 'Identities in the cluster', dashboard: 'cilium-operator' }],
        legend: clusterLegend(context, '{{type}}'),
        query: promql`max ${by(identities, ...clusterLabels(context), 'type')} (${identities})`,
      }),
      timeseries({
        title: 'Fullest nodes, addresses',
        description:
          'Pod addresses in use as a share of what the node may hand out, the ten fullest. At 100 % new pods there do not start.',
        unit: 'percentunit',
        min: 0,
        width: 8,
        thresholds: worseAbove(0.8, 0.95),
        thresholdStyle: 'dashed',
        legend: `${nodeLegend} {{family}}`,
        overrides: [nodeLink(context, 'cilium-agent', 'Only this node')],
        query: promql`
          topk(10,
            sum ${by(addresses, ...nodeLabels, 'family')} (${addresses})
            / sum ${by(capacity, ...nodeLabels, 'family')} (${capacity})
          )`,
      }),
      timeseries({
        title: 'Addresses handed out and taken back',
        description:
          'Allocations and releases per second: pod churn as IPAM sees it. Allocations without releases are a leak or a scale-up.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: '{{family}} {{action}}',
        query: sumRate(metric('cilium_ipam_events_total', {}, node), 'family', 'action'),
      }),
    ],
    { collapsed: true },
  );
}
