import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, table, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { amongRows, tableRows, topTen } from '../../shared/rankings.ts';
import { littleLeft } from '../overview/at-risk.ts';
import { headingOf } from '../overview/objectives.ts';
import type { SloBoard } from '../slo-board.ts';
import { groupLabels } from '../slo-board.ts';

/** Which node, namespace or workload spends the budget. */
export function groups({ context, of }: SloBoard): RowDefinition {
  const labels = groupLabels(context);
  const legend = labels.map((label) => `{{${label}}}`).join(' ');
  // a table joins its columns by all labels, and the name of the record is one: arithmetic takes it away
  const column = (record: string) => promql`0 + ${of(record)}`;
  const spent = column('slo:error_budget_consumed:ratio');
  return row('Who burns it?', [
    table({
      title: 'Groups by budget spent',
      description:
        'The twenty groups that have spent most of their budget: what they spent, the failures they may still have, and how fast they burn now. Spent but no longer burning is history; burning with much left is the one to stop.',
      width: 24,
      columns: {
        ...Object.fromEntries(labels.map((label) => [label, headingOf(label)])),
        'Value #A': 'Spent',
        'Value #B': 'Left',
        'Value #C': 'Events left',
        'Value #D': 'Burn rate 5m',
        'Value #E': 'Events/s',
      },
      sortBy: { column: 'Spent', descending: true },
      overrides: [
        { match: 'Spent', unit: 'percentunit', decimals: 1 },
        { match: 'Left', unit: 'percentunit', decimals: 1, thresholds: littleLeft, cell: 'color-text' },
        { match: 'Events left', unit: 'short', decimals: 0 },
        { match: 'Burn rate 5m', unit: 'short', decimals: 1, thresholds: worseAbove(1, 14.4), cell: 'color-text' },
        { match: 'Events/s', unit: 'eps', decimals: 2 },
      ],
      targets: [
        { query: tableRows(spent) },
        { query: amongRows(column('slo:error_budget_remaining:ratio'), spent) },
        { query: amongRows(column('slo:error_budget_left:events'), spent) },
        { query: amongRows(column('slo:burn_rate:rate5m'), spent) },
        { query: amongRows(column('slo:events:rate5m'), spent) },
      ],
    }),
    timeseries({
      title: 'Bad events by group',
      description:
        'Failed events per second, the ten groups with most. A step is a rollout or a fault, a slope a resource that runs out.',
      unit: 'eps',
      min: 0,
      width: 8,
      legend,
      query: topTen(of('slo:bad_events:rate5m')),
    }),
    timeseries({
      title: 'Error ratio by group',
      description: 'Share of events that failed in five minutes, the ten worst groups.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      legend,
      query: topTen(of('slo:error_ratio:rate5m')),
    }),
    timeseries({
      title: 'Budget left by group',
      description: 'What is left of the budget of the ten groups with least, over the time range.',
      unit: 'percentunit',
      width: 8,
      legend,
      query: promql`bottomk(10, ${of('slo:error_budget_remaining:ratio')})`,
    }),
  ]);
}
