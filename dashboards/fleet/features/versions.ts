import type { BuildContext, PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { by, labelled, promql, row, table, timeseries } from '../../../src/define.ts';
import { clusterCellLinks } from '../../shared/cluster-links.ts';
import { clusterHeading, clusterLabels, clusterLegend } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** What runs where, now and since when. */
export function versions(context: BuildContext): RowDefinition {
  const version = context.metric('cilium_version');
  const cluster = clusterLabels(context);
  return row('Which versions?', [
    table({
      title: 'Versions by cluster',
      description:
        'Agents by cluster, version and architecture. More than one version in a cluster is a rollout: go on to its progress below.',
      unit: 'short',
      decimals: 0,
      columns: { ...clusterHeading(context), version: 'Version', arch: 'Architecture', 'Value #A': 'Agents' },
      sortBy: { column: 'Version' },
      overrides: [{ match: 'Cluster', links: clusterCellLinks(context, ['cilium-agent', 'Agents of this cluster']) }],
      query: promql`count ${by(version, ...cluster, 'version', 'arch')} (${version})`,
    }),
    timeseries({
      title: 'Agents by cluster and version',
      description:
        'Agents that report, the ten largest groups. An upgrade is one line falling while another rises; two flat lines are a stuck rollout.',
      unit: 'short',
      decimals: 0,
      min: 0,
      legend: clusterLegend(context, '{{version}}'),
      query: topTen(promql`count ${by(version, ...cluster, 'version')} (${version})`),
    }),
    platform(context),
  ]);
}

/** What Cilium runs with and on; told since 1.19. */
function platform(context: BuildContext): PanelDefinition {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const operator = metric('cilium_operator_version');
  const kernel = metric('cilium_feature_datapath_kernel_version');
  const kubernetes = metric('cilium_operator_feature_controlplane_kubernetes_version');
  const count = [
    labelled(promql`count ${by(operator, ...cluster, 'version')} (${operator})`, 'of', 'operator'),
    labelled(promql`count ${by(kernel, ...cluster, 'version')} (${kernel} > 0)`, 'of', 'kernel'),
    labelled(promql`count ${by(kubernetes, ...cluster, 'version')} (${kubernetes} > 0)`, 'of', 'Kubernetes'),
  ];
  return table({
    title: 'Operator, kernel and Kubernetes',
    description:
      'Versions of the operator, of the kernels under the agents, and of Kubernetes as the operator sees it. An operator older than its agents lacks what they rely on; old kernels lack features of the datapath.',
    unit: 'short',
    decimals: 0,
    width: 24,
    height: 6,
    minors: { from: '1.19' },
    columns: { ...clusterHeading(context), of: 'Of', version: 'Version', 'Value #A': 'Reported by' },
    sortBy: { column: 'Of' },
    query: count.reduce((all, one) => promql`${all} or ${one}`),
  });
}
