import type { BuildContext, FieldOverride, TargetLabel, VariableDefinition } from '../../src/define.ts';

/** What the rows of a board with a node drop-down are built from. */
export interface NodeBoard {
  readonly context: BuildContext;
  readonly node: VariableDefinition;
}

/** Labels that tell clusters apart: none when the settings switch the cluster label off. */
export function clusterLabels({ clusterLabel }: BuildContext): readonly TargetLabel[] {
  return clusterLabel ? [clusterLabel as TargetLabel] : [];
}

/** Legend of a series per cluster: the cluster's name in front, when there is one. */
export function clusterLegend({ clusterLabel }: BuildContext, text: string): string {
  return clusterLabel ? `{{${clusterLabel}}} ${text}`.trim() : text;
}

/** Legend of a series that stands for a whole cluster. */
export function wholeCluster({ clusterLabel }: BuildContext): string {
  return clusterLabel ? `{{${clusterLabel}}}` : 'cluster';
}

/** Makes every series of a panel that is grouped by node a link to a board narrowed to that node. */
export function nodeLink(context: BuildContext, dashboard: string, title: string): FieldOverride {
  const variables = { node: `\${__field.labels.${context.nodeLabel}}` };
  return { match: '/.*/', links: [{ title, dashboard, variables }] };
}

/** The same for a table's column of nodes, whose cells have a value and no labels. */
export function nodeCellLink(column: string, dashboard: string, title: string): FieldOverride {
  return { match: column, links: [{ title, dashboard, variables: { node: '${__value.text}' } }] };
}

/** The cluster's column of a table, when there is one. */
export function clusterHeading({ clusterLabel }: BuildContext): Readonly<Record<string, string>> {
  return clusterLabel ? { [clusterLabel]: 'Cluster' } : {};
}
