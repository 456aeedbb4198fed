import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { clusterLegend } from '../../shared/node-board.ts';
import type { SloBoard } from '../slo-board.ts';

/** The worst group of each objective over the time range. */
export function overTime({ context, of, perSlo }: SloBoard): RowDefinition {
  const legend = clusterLegend(context, '{{slo}}');
  return row('Since when?', [
    timeseries({
      title: 'Burn rate by SLO',
      description:
        'Burn rate of the last five minutes of each objective, worst group. Above 1 the budget will not last the period, above 14.4 a page is on its way. A peak that is gone has cost its area and no more.',
      unit: 'short',
      min: 0,
      width: 12,
      legend,
      legendTable: true,
      thresholds: worseAbove(1, 14.4),
      thresholdStyle: 'dashed',
      query: promql`max ${perSlo} (${of('slo:burn_rate:rate5m')})`,
    }),
    timeseries({
      title: 'Budget left by SLO',
      description:
        'What the worst group of each objective has left of its budget in the period. It falls while something fails and rises again as old failures leave the period.',
      unit: 'percentunit',
      width: 12,
      legend,
      legendTable: true,
      query: promql`min ${perSlo} (${of('slo:error_budget_remaining:ratio')})`,
    }),
  ]);
}
