import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';
import { denials } from './denials.ts';

/** When it began, and what else happened then. */
export function sinceWhen(board: FlowBoard): RowDefinition {
  const { context, node, destination } = board;
  const { connections } = denials(board);
  const revision = context.metric('cilium_policy_max_revision', {}, node);
  const cluster = clusterLabels(context);
  return row('Since when, and what changed?', [
    timeseries({
      title: 'Denials by destination',
      description:
        'Denied packets per second by what they were for, the ten with most. A step at a purple line is that policy change; a step without one is a new client, or a label that changed.',
      unit: 'eps',
      min: 0,
      width: 12,
      legend: destination.legend,
      legendTable: true,
      noValue: 'Nothing denied',
      emptyInHealth: { fault: 'policy-denied', reason: 'Only a policy that forbids something makes these.' },
      query: topTen(sumRate(connections, ...destination.labels)),
    }),
    timeseries({
      title: 'Policy revision',
      description:
        'Highest and lowest revision of policy that any agent works with. The two part for seconds after a change; an agent that stays behind enforces old rules.',
      unit: 'short',
      decimals: 0,
      width: 12,
      targets: [
        {
          legend: clusterLegend(context, 'newest'),
          query: promql`max ${by(revision, ...cluster)} (${revision})`,
        },
        {
          legend: clusterLegend(context, 'oldest'),
          query: promql`min ${by(revision, ...cluster)} (${revision})`,
        },
      ],
    }),
  ]);
}
