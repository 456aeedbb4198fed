import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { deniedFlows, harmlessFlows, lostFlows } from '../../shared/hubble-reasons.ts';
import { topTen } from '../../shared/rankings.ts';

/** The moment it began, and whether policy changed then. */
export function dropsOverTime({ context: { metric }, node, filters }: FlowBoard): RowDefinition {
  const lost = metric('hubble_drop_total', { reason: lostFlows }, ...filters);
  const denied = metric('hubble_drop_total', { reason: deniedFlows }, ...filters);
  const harmless = metric('hubble_drop_total', { reason: harmlessFlows }, ...filters);
  const revision = metric('cilium_policy_max_revision', {}, node);
  return row('What is dropped, since when, and what changed?', [
    timeseries({
      title: 'Drops by kind',
      description:
        'Drops per second. Lost: somebody wanted them. Policy: somebody forbade them. Harmless: malformed packets, odd protocols and multicast, which nobody misses.',
      unit: 'eps',
      min: 0,
      width: 8,
      overrides: [
        { match: 'lost', color: color.dropped },
        { match: 'policy', color: color.policy },
        { match: 'harmless', color: color.neutral },
      ],
      targets: [
        { legend: 'lost', query: orZero(sumRate(lost)) },
        { legend: 'policy', query: orZero(sumRate(denied)) },
        { legend: 'harmless', query: orZero(sumRate(harmless)) },
      ],
    }),
    timeseries({
      title: 'Losses by reason',
      description:
        'Lost packets per second by reason, the ten largest; policy and noise are left out. The last row of this board says what each kind of reason asks for.',
      unit: 'eps',
      min: 0,
      width: 8,
      legend: '{{reason}}',
      noValue: 'Nothing lost',
      emptyInHealth: { fault: 'drops', reason: 'A reason has no series before its first drop.' },
      query: topTen(sumRate(lost, 'reason')),
    }),
    timeseries({
      title: 'Policy revision',
      description:
        'Highest and lowest policy revision of the agents; each change of a policy is a step. A step right before denials is their cause. Revisions start again with the agent, so a fall of the lowest is a restart.',
      unit: 'short',
      decimals: 0,
      width: 8,
      targets: [
        { legend: 'highest', query: promql`max(${revision})` },
        { legend: 'lowest', query: promql`min(${revision})` },
      ],
    }),
  ]);
}
