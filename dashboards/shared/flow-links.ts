import type { BuildContext, FieldOverride, PanelLink } from '../../src/define.ts';
import type { EndName } from './flow-board.ts';

/** A way on from a workload to the board that explains it. */
export interface WorkloadLink {
  readonly dashboard: string;
  readonly title: string;
  /** The end the workload is in the series at hand. */
  readonly from: EndName;
  /** The end it is on the other board, where it is another one. */
  readonly to?: EndName;
}

/** Makes every series of a panel that is grouped by a workload a link to boards narrowed to that workload. */
export function workloadLinks(...links: readonly WorkloadLink[]): FieldOverride {
  return { match: '/.*/', links: links.map((link) => toLink(link, (label) => `\${__field.labels.${label}}`)) };
}

/**
 * The same for the cells of a table's column. A row's values go by the headings of their columns.
 * @param headings heading by label
 */
export function workloadCellLinks(
  column: string,
  headings: Readonly<Record<string, string>>,
  ...links: readonly WorkloadLink[]
): FieldOverride {
  return {
    match: column,
    links: links.map((link) => toLink(link, (label) => `\${__data.fields["${headings[label] ?? label}"]}`)),
  };
}

function toLink({ dashboard, title, from, to = from }: WorkloadLink, value: (label: string) => string): PanelLink {
  const variables = Object.fromEntries(
    ['namespace', 'workload'].map((part) => [`${to}_${part}`, value(`${from}_${part}`)]),
  );
  return { title, dashboard, variables };
}

/** Columns for one end of a flow, cluster first where there are several. */
export function endHeadings(
  { clusterLabel }: BuildContext,
  end: EndName,
  who: string,
): Readonly<Record<string, string>> {
  return {
    ...(clusterLabel ? { [clusterLabel]: 'Cluster' } : {}),
    [`${end}_namespace`]: `${who} namespace`,
    [`${end}_workload`]: `${who} workload`,
  };
}
