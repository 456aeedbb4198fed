import type { RowDefinition } from '../../../src/define.ts';
import { row, table, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { END_LABELS } from '../../shared/flow-board.ts';
import { endHeadings } from '../../shared/flow-links.ts';
import { tableRows, topTen } from '../../shared/rankings.ts';

/** What policy decided about new connections, and by which kind of rule. Only with the `policy` handler. */
export function policyVerdicts({ context, node, filters, source, destination }: FlowBoard): RowDefinition {
  const named = context.hubble('policy', ...END_LABELS);
  const verdicts = () => context.metric('hubble_policy_verdicts_total', {}, ...(named ? filters : [node]));
  const pairs = (action: 'dropped' | 'forwarded') =>
    tableRows(
      sumRate(
        context.metric('hubble_policy_verdicts_total', { action }, ...filters),
        ...source.labels,
        ...destination.labels,
        'direction',
        'match',
      ),
    );
  const columns = {
    ...endHeadings(context, 'source', 'Source'),
    ...endHeadings(context, 'destination', 'Destination'),
    direction: 'Direction',
    match: 'Match',
    Value: 'Verdicts',
  };
  const rows = { unit: 'eps', columns, sortBy: { column: 'Verdicts', descending: true } } as const;
  const enabled = context.hubble('policy');
  return row(
    'What did policy decide? (verdicts on new connections)',
    [
      enabled &&
        timeseries({
          title: 'Verdicts by action',
          description:
            'Verdicts per second on connections that arrive (ingress) and leave (egress). redirected goes to an L7 proxy; audit would be dropped if audit mode were off. A step of dropped with a policy change of the same minute names its cause.',
          unit: 'eps',
          min: 0,
          legend: '{{direction}} {{action}}',
          query: topTen(sumRate(verdicts(), 'direction', 'action')),
        }),
      enabled &&
        timeseries({
          title: 'Verdicts by match',
          description:
            'What decided, by direction. none: no rule matched, so without policy it passes and with one it drops. all: a rule that allows everything; l3-only: a rule without ports. Narrow them once the traffic is known.',
          unit: 'eps',
          min: 0,
          legend: '{{direction}} {{match}} {{action}}',
          query: topTen(sumRate(verdicts(), 'direction', 'match', 'action')),
        }),
      named &&
        table({
          ...rows,
          title: 'Denied pairs',
          description:
            'The twenty pairs with most verdicts to drop. Direction says at which end the rule is missing: egress at the source, ingress at the destination.',
          noValue: 'Nothing denied',
          emptyInHealth: { fault: 'policy-denied', reason: 'Only a policy that forbids something makes these.' },
          query: pairs('dropped'),
        }),
      named &&
        table({
          ...rows,
          title: 'Allowed pairs',
          description:
            'The twenty pairs with most verdicts to forward, with what matched. The list to write a stricter policy from: match none and all are open doors.',
          query: pairs('forwarded'),
        }),
    ],
    { collapsed: true },
  );
}
