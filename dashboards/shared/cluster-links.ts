import type { BuildContext, FieldOverride, PanelLink } from '../../src/define.ts';

/** Makes the cells of a table's column links to boards narrowed to the cluster of the row. */
export function clusterCellLinks(
  context: BuildContext,
  ...boards: readonly (readonly [dashboard: string, title: string])[]
): readonly PanelLink[] {
  return boards.map(([dashboard, title]) => toCluster(context, dashboard, title, '${__data.fields["Cluster"]}'));
}

/** The same for every series of a chart that is grouped by cluster. */
export function clusterLink(context: BuildContext, dashboard: string, title: string): FieldOverride {
  const value = `\${__field.labels.${context.clusterLabel}}`;
  return { match: '/.*/', links: [toCluster(context, dashboard, title, value)] };
}

/** Without a cluster label there is nothing to narrow to. */
function toCluster({ clusterLabel }: BuildContext, dashboard: string, title: string, value: string): PanelLink {
  return { title, dashboard, ...(clusterLabel ? { variables: { cluster: value } } : {}) };
}
