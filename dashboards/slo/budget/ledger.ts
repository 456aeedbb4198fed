import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { littleLeft, soonIsBad } from '../overview/at-risk.ts';
import type { SloBoard } from '../slo-board.ts';
import { lasts } from '../slo-board.ts';

/** What was promised, what is spent, and how long the rest lasts. */
export function ledger(board: SloBoard): RowDefinition {
  const { of } = board;
  return row('Is it healthy?', [
    stat({
      title: 'Objective',
      description:
        'Share of events that must be good over the period. It is set in the settings, and every threshold of this board follows from it.',
      unit: 'percentunit',
      decimals: 3,
      width: 4,
      thresholds: [{ color: color.neutral }],
      query: promql`max(${of('slo:objective:ratio')})`,
    }),
    stat({
      title: 'Budget left, worst group',
      description:
        'Share of the error budget that the worst group has left in the period. Below zero its objective is missed.',
      unit: 'percentunit',
      decimals: 1,
      width: 4,
      thresholds: littleLeft,
      query: promql`min(${of('slo:error_budget_remaining:ratio')})`,
    }),
    stat({
      title: 'Burn rate now, worst',
      description:
        'How many times faster than allowed the worst group failed in the last five minutes. 1 spends the budget exactly in the period.',
      unit: 'short',
      decimals: 1,
      width: 4,
      thresholds: worseAbove(1, 14.4),
      query: promql`max(${of('slo:burn_rate:rate5m')})`,
    }),
    stat({
      title: 'Runs out in',
      description:
        'Time until the first group has no budget left, if it goes on as in the last five minutes; the whole period while nothing burns, 0 when it is spent.',
      unit: 's',
      decimals: 0,
      width: 4,
      thresholds: soonIsBad,
      query: promql`min${lasts(board)}`,
    }),
    stat({
      title: 'Bad events in the period',
      description: 'Events that failed, of all groups together, as far as the period is measured.',
      unit: 'short',
      width: 4,
      thresholds: [{ color: color.neutral }],
      query: promql`sum(${of('slo:bad_events:period')})`,
    }),
    stat({
      title: 'Events in the period',
      description:
        'All events that count, of all groups together. With few of them a single failure is a large share: see how much the budget is in events.',
      unit: 'short',
      width: 4,
      thresholds: [{ color: color.neutral }],
      query: promql`sum(${of('slo:events:period')})`,
    }),
  ]);
}
