import type { Promql, RowDefinition, ThresholdStep } from '../../../src/define.ts';
import { promql, row, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { orZero } from '../../shared/expressions.ts';
import type { SharedTier, SloBoard } from '../slo-board.ts';
import { burnRate, lasts, sharedTiers } from '../slo-board.ts';

/** A day is what a team needs to react in working hours, a week what it needs to plan. */
const DAY = 86_400;
export const soonIsBad: readonly ThresholdStep[] = [
  { color: color.critical },
  { from: DAY, color: color.warning },
  { from: 7 * DAY, color: color.ok },
];

/** Below a quarter a team slows down what it rolls out (SRE workbook, example error budget policy). */
export const littleLeft: readonly ThresholdStep[] = [
  { color: color.critical },
  { from: 0, color: color.warning },
  { from: 0.25, color: color.ok },
];

/** The month in six numbers. */
export function atRisk(board: SloBoard): RowDefinition {
  const { context, of } = board;
  const tiers = sharedTiers(context);
  const burning = (severity: 'page' | 'ticket') => {
    const conditions = tiers.filter(({ tier }) => tier.severity === severity).map((shared) => burns(board, shared));
    const [first, ...rest] = conditions;
    return first && rest.reduce((any, each) => promql`${any} or ${each}`, first);
  };
  const [page, ticket] = [burning('page'), burning('ticket')];
  return row('Is any budget at risk?', [
    page !== undefined &&
      stat({
        title: 'Burning at page speed',
        description:
          'Groups (clusters, nodes, namespaces, workloads) whose budget burns above a paging threshold in both windows. Someone is being called: the table names the objective, its board the workload.',
        unit: 'short',
        thresholds: [{ color: color.ok }, { from: 1, color: color.critical }],
        query: orZero(promql`count(${page})`),
      }),
    ticket !== undefined &&
      stat({
        title: 'Burning at ticket speed',
        description:
          'Groups whose budget burns above a ticket threshold in both windows: it will not last the period at this pace. Work for the day, not for the night.',
        unit: 'short',
        thresholds: worseAbove(1),
        query: orZero(promql`count(${ticket})`),
      }),
    stat({
      title: 'Budgets spent',
      description:
        'Groups that have failed more in the period than their objective allows. What the team agreed on for that case applies now: usually no risky rollouts.',
      unit: 'short',
      thresholds: worseAbove(1),
      query: orZero(promql`count(${of('slo:error_budget_remaining:ratio')} <= 0)`),
    }),
    stat({
      title: 'Least budget left',
      description:
        'Share of its error budget that the worst group has left in the period. Below zero the objective is missed. Below a quarter go slow with what may break it.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: littleLeft,
      query: promql`min(${of('slo:error_budget_remaining:ratio')})`,
    }),
    stat({
      title: 'First budget to run out',
      description:
        'Time until the first budget is spent if its group goes on failing as in the last five minutes; the whole period while nothing burns. It jumps about: believe it when it stays short for an hour.',
      unit: 's',
      decimals: 0,
      thresholds: soonIsBad,
      query: promql`min${lasts(board)}`,
    }),
    stat({
      title: 'Least measured',
      description:
        'Share of the period that the worst measured group has data for. A budget over a third of the month says little about the month; it grows as the rules keep running, and gaps are lost scrapes or rules.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: [{ color: color.notice }, { from: 0.9, color: color.ok }],
      query: promql`min(${of('slo:coverage:ratio')})`,
    }),
  ]);
}

/** Groups that burn above a tier's factor in both of its windows, as its alert has it. */
function burns(board: SloBoard, { tier }: SharedTier): Promql {
  const factor = Number(tier.factor);
  return promql`(${burnRate(board, tier.long)} > ${factor} and ${burnRate(board, tier.short)} > ${factor})`;
}
