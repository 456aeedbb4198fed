import type { PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import type { SharedTier, SloBoard } from '../slo-board.ts';
import { burnRate, sharedTiers } from '../slo-board.ts';

/** A chart per tier: both windows against the factor they must both exceed for the alert. */
export function burnWindows(board: SloBoard): RowDefinition {
  return row(
    'Does it burn faster than its alerts allow?',
    sharedTiers(board.context).map((shared, _, { length }) => chart(board, shared, length)),
  );
}

function chart(board: SloBoard, { tier, slos }: SharedTier, tiers: number): PanelDefinition {
  const { long, short, severity, factor, budget } = tier;
  const share = `${Number((Number(budget) * 100).toFixed(2))} %`;
  return timeseries({
    title: `Burn rate over ${long} and ${short}`,
    description: `Burn rate of the worst group. While both lines are above ${factor}, ${share} of the period's budget is gone within ${long}, and a ${severity} fires. The long window says that it matters, the short one that it still goes on. Empty where this SLO has other windows.`,
    unit: 'short',
    min: 0,
    width: tiers % 2 === 0 && tiers > 2 ? 6 : 8,
    thresholds: [
      { color: color.ok },
      { from: Number(factor), color: severity === 'page' ? color.critical : color.warning },
    ],
    thresholdStyle: 'dashed',
    alerts: [...new Set(slos.map(({ alert }) => alert))],
    targets: [
      { legend: long, query: promql`max(${burnRate(board, long)})` },
      { legend: short, query: promql`max(${burnRate(board, short)})` },
    ],
  });
}
