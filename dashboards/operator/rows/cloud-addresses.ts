import type { BuildContext, PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { by, not, promql, row, table, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import { clusterHeading, clusterLabels, clusterLegend, nodeCellLink } from '../../shared/node-board.ts';
import { cloudApi } from './cloud-api.ts';

const NO_CLOUD_IPAM = 'No cloud IPAM in use';

/** IPAM modes `eni`, `azure` and `alibabacloud`: the operator asks the cloud for addresses and gives them to nodes. */
export function cloudAddresses(context: BuildContext): RowDefinition {
  return row(
    'Cloud addresses: does every node get them?',
    [addressesByNode(context), ...shortages(context), ...changes(context), ...cloudApi(context, NO_CLOUD_IPAM)],
    { collapsed: true },
  );
}

function addressesByNode(context: BuildContext): PanelDefinition {
  const { metric } = context;
  const available = metric('cilium_operator_ipam_available_ips');
  const used = metric('cilium_operator_ipam_used_ips');
  const needed = metric('cilium_operator_ipam_needed_ips');
  const perNode = by(available, ...clusterLabels(context), 'target_node');
  // what a node has contains what its pods use
  const free = promql`bottomk(20, max ${perNode} (${available}) - max ${perNode} (${used}))`;
  return table({
    title: 'Cloud addresses by node',
    description:
      'The twenty nodes with fewest free addresses: free, used by pods, and still wanted from the cloud. Few free and none wanted is a node at the limit of its instance type; wanted for minutes is a subnet without addresses or an API that refuses.',
    unit: 'short',
    decimals: 0,
    width: 12,
    noValue: NO_CLOUD_IPAM,
    columns: {
      ...clusterHeading(context),
      target_node: 'Node',
      'Value #A': 'Free',
      'Value #B': 'Used',
      'Value #C': 'Wanted',
    },
    sortBy: { column: 'Free' },
    overrides: [
      nodeCellLink('Node', 'cilium-agent', 'Agent of this node'),
      {
        match: 'Wanted',
        cell: 'color-text',
        thresholds: [{ color: color.neutral }, { from: 1, color: color.warning }],
      },
    ],
    targets: [
      { query: free },
      { query: promql`max ${perNode} (${used}) and ${free}` },
      { query: promql`max ${perNode} (${needed}) and ${free}` },
    ],
  });
}

function shortages(context: BuildContext): readonly PanelDefinition[] {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const nodes = metric('cilium_operator_ipam_nodes', { category: not('total') });
  const subnets = metric('cilium_operator_ipam_available_ips_per_subnet');
  return [
    timeseries({
      title: 'Nodes short of addresses',
      description:
        'Nodes that want addresses (in-deficit), and those that can hold no more (at-capacity). A deficit for a minute is pods that start; one that stays keeps new pods in ContainerCreating. At capacity, take larger instances or prefix delegation.',
      unit: 'short',
      decimals: 0,
      min: 0,
      width: 6,
      legend: clusterLegend(context, '{{category}}'),
      noValue: NO_CLOUD_IPAM,
      query: promql`max ${by(nodes, ...cluster, 'category')} (${nodes})`,
    }),
    timeseries({
      title: 'Free addresses by subnet',
      description:
        'Addresses that the cloud has left, the ten emptiest subnets. At 0 no node of that zone gets any more: add a subnet with the tags or names that the IPAM settings select.',
      unit: 'short',
      decimals: 0,
      min: 0,
      width: 6,
      legend: clusterLegend(context, '{{subnet_id}} {{availability_zone}}'),
      noValue: NO_CLOUD_IPAM,
      query: promql`bottomk(10, max ${by(subnets, ...cluster, 'subnet_id', 'availability_zone')} (${subnets}))`,
    }),
  ];
}

function changes(context: BuildContext): readonly PanelDefinition[] {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const all = { min: 0, width: 12, noValue: NO_CLOUD_IPAM } as const;
  return [
    timeseries({
      ...all,
      title: 'Addresses and interfaces from the cloud',
      description:
        'Interfaces created, addresses taken from the cloud and given back, per second. Taking and giving back the same number all the time spends calls to the API: raise what nodes keep in reserve.',
      unit: 'ops',
      targets: [
        {
          legend: clusterLegend(context, 'interfaces created'),
          query: sumRate(metric('cilium_operator_ipam_interface_creation_ops'), ...cluster),
        },
        {
          legend: clusterLegend(context, 'addresses taken'),
          query: sumRate(metric('cilium_operator_ipam_ip_allocation_ops'), ...cluster),
        },
        {
          legend: clusterLegend(context, 'addresses given back'),
          query: sumRate(metric('cilium_operator_ipam_ip_release_ops'), ...cluster),
        },
      ],
    }),
    timeseries({
      ...all,
      title: 'Time to take and give back, p99',
      description:
        'How long it takes to get addresses or an interface, and to give addresses back, 99 % at most, by how it ended. New pods of a node without reserve wait that long; any status but success names the call that fails.',
      unit: 's',
      targets: [
        {
          legend: clusterLegend(context, 'take: {{status}}'),
          query: quantile(
            0.99,
            metric('cilium_operator_ipam_allocation_duration_seconds_bucket'),
            ...cluster,
            'status',
          ),
        },
        {
          legend: clusterLegend(context, 'give back: {{status}}'),
          query: quantile(0.99, metric('cilium_operator_ipam_release_duration_seconds_bucket'), ...cluster, 'status'),
        },
      ],
    }),
  ];
}
