import type { FieldOverride, RowDefinition } from '../../../src/define.ts';
import { promql, row, table } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { tableRows } from '../../shared/rankings.ts';
import type { SloBoard } from '../slo-board.ts';
import { burnRate, groupLabels, lasts, sharedTiers } from '../slo-board.ts';
import { littleLeft, soonIsBad } from './at-risk.ts';

/** Every objective with its worst group, and the groups that burn most. */
export function objectives(board: SloBoard): RowDefinition {
  return row('Which objective, and who burns it?', [list(board), burners(board)]);
}

const drillDown: FieldOverride = {
  match: 'SLO',
  links: [{ title: 'Budget of this SLO', dashboard: 'slo-budget', variables: { slo: '${__data.fields["SLO"]}' } }],
};

function list(board: SloBoard) {
  const { context, of, perSlo } = board;
  const [fastest] = sharedTiers(context);
  const long = fastest?.tier.long ?? '1h';
  return table({
    title: 'Objectives',
    description:
      'Every objective with the worst of its groups. Burn rate 1 spends exactly the budget; 14.4 spends a month of it in two days. Follow the name for windows, thresholds and the group that burns it.',
    width: 12,
    height: 10,
    columns: {
      ...(context.clusterLabel ? { [context.clusterLabel]: 'Cluster' } : {}),
      slo: 'SLO',
      'Value #A': 'Objective',
      'Value #B': 'Budget left',
      'Value #C': `Burn rate ${long}`,
      'Value #D': 'Burn rate 5m',
      'Value #E': 'Runs out in',
    },
    sortBy: { column: 'Budget left', descending: false },
    overrides: [
      drillDown,
      { match: 'Objective', unit: 'percentunit', decimals: 2 },
      { match: 'Budget left', unit: 'percentunit', decimals: 1, thresholds: littleLeft, cell: 'color-text' },
      { match: `Burn rate ${long}`, unit: 'short', decimals: 1, thresholds: worseAbove(1, 14.4), cell: 'color-text' },
      { match: 'Burn rate 5m', unit: 'short', decimals: 1, thresholds: worseAbove(1, 14.4), cell: 'color-text' },
      { match: 'Runs out in', unit: 's', decimals: 0, thresholds: soonIsBad, cell: 'color-text' },
    ],
    targets: [
      { query: promql`max ${perSlo} (${of('slo:objective:ratio')})` },
      { query: promql`min ${perSlo} (${of('slo:error_budget_remaining:ratio')})` },
      { query: promql`max ${perSlo} (${burnRate(board, long)})` },
      { query: promql`max ${perSlo} (${of('slo:burn_rate:rate5m')})` },
      { query: promql`min ${perSlo} ${lasts(board)}` },
    ],
  });
}

function burners({ context, of }: SloBoard) {
  const labels = groupLabels(context).filter((label) => label !== context.clusterLabel);
  return table({
    title: 'Groups that burn fastest',
    description:
      'The twenty groups with the highest burn rate of the last five minutes, by the labels their objective is kept for: a node, the namespace of a client, a workload. One group is a fault of that group, many at once one of the cluster.',
    width: 12,
    height: 10,
    columns: {
      ...(context.clusterLabel ? { [context.clusterLabel]: 'Cluster' } : {}),
      slo: 'SLO',
      ...Object.fromEntries(labels.map((label) => [label, headingOf(label)])),
      Value: 'Burn rate 5m',
    },
    sortBy: { column: 'Burn rate 5m', descending: true },
    overrides: [
      drillDown,
      { match: 'Burn rate 5m', unit: 'short', decimals: 1, thresholds: worseAbove(1, 14.4), cell: 'color-text' },
    ],
    query: tableRows(of('slo:burn_rate:rate5m')),
  });
}

/** `destination_namespace` -> `Destination namespace`. */
export function headingOf(label: string): string {
  const words = label.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
