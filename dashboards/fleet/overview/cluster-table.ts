import type { BuildContext, FieldOverride, RowDefinition, ThresholdStep } from '../../../src/define.ts';
import { by, promql, row, table } from '../../../src/define.ts';
import { clusterCellLinks } from '../../shared/cluster-links.ts';
import { clusterHeading, clusterLabels } from '../../shared/node-board.ts';
import type { ClusterColumn } from './cluster-columns.ts';
import { clusterColumns } from './cluster-columns.ts';

/** A line per cluster, coloured where something is wrong; every cell leads to the board that explains it. */
export function clusterTable(context: BuildContext): RowDefinition {
  const columns = clusterColumns(context);
  const version = context.metric('cilium_version');
  const cluster = clusterLabels(context);
  return row('Which cluster?', [
    table({
      title: 'Clusters',
      description:
        'Every cluster, and what may be wrong with it: follow a coloured cell to the board that explains it. Version is what most agents run. Lost, failed and 5xx are shares of packets, answers, requests and events; unreachable is what the worst-placed agent cannot reach. An empty cell: the cluster does not report it.',
      unit: 'short',
      width: 24,
      columns: {
        ...clusterHeading(context),
        version: 'Version',
        ...Object.fromEntries(columns.map(({ heading }, index) => [`Value #${refIdOf(index)}`, heading])),
      },
      sortBy: { column: 'Down', descending: true },
      overrides: [
        { match: 'Cluster', links: clusterCellLinks(context, ...OVERVIEWS) },
        ...columns.map((column) => cell(context, column)),
      ],
      targets: [
        {
          refId: 'version',
          query: promql`topk ${by(version, ...cluster)} (1, count ${by(version, ...cluster, 'version')} (${version}))`,
        },
        ...columns.map(({ query }, index) => ({ refId: refIdOf(index), query })),
      ],
    }),
  ]);
}

const OVERVIEWS = [
  ['cilium-agent', 'Agents of this cluster'],
  ['hubble-overview', 'Network of this cluster'],
  ['hubble-drops', 'Drops of this cluster'],
] as const;

const refIdOf = (index: number) => String.fromCharCode(65 + index);

function cell(context: BuildContext, { heading, unit, decimals = 0, thresholds, board }: ClusterColumn): FieldOverride {
  return {
    match: heading,
    decimals,
    ...(unit ? { unit } : {}),
    ...(thresholds ? { thresholds: quietWhenWell(thresholds), cell: 'color-background' } : {}),
    links: clusterCellLinks(context, board),
  };
}

/** A wall of green hides the one cell that is not. */
const quietWhenWell = ([, ...bad]: readonly ThresholdStep[]): readonly ThresholdStep[] => [
  { color: 'transparent' },
  ...bad,
];
