import type { RowDefinition } from '../../../src/define.ts';
import { row, table, text, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { endHeadings, workloadCellLinks, workloadLinks } from '../../shared/flow-links.ts';
import { deniedFlows } from '../../shared/hubble-reasons.ts';
import { tableRows, topTen } from '../../shared/rankings.ts';

const nothing = {
  noValue: 'Nothing denied',
  emptyInHealth: { fault: 'policy-denied', reason: 'Only a policy that forbids something makes these.' },
} as const;

/** Who is denied by policy. */
export function denials({ context, filters, source, destination }: FlowBoard): RowDefinition {
  const denied = context.metric('hubble_drop_total', { reason: deniedFlows }, ...filters);
  const headings = {
    ...endHeadings(context, 'source', 'Source'),
    ...endHeadings(context, 'destination', 'Destination'),
  };
  return row('Who is denied by policy?', [
    timeseries({
      title: 'Denials by reason and protocol',
      description:
        'Denials per second. POLICY_DENIED: no rule allows it. POLICY_DENY: a deny rule forbids it. AUTH_REQUIRED: mutual authentication has not happened yet. Only ICMP: probes, rarely an outage.',
      unit: 'eps',
      min: 0,
      width: 8,
      legend: '{{reason}} {{protocol}}',
      ...nothing,
      query: topTen(sumRate(denied, 'reason', 'protocol')),
    }),
    timeseries({
      title: 'Denials by source',
      description:
        'Denials per second by who was denied, the ten with most. Right after its rollout for a few seconds: identities that are not everywhere yet. Steady: a missing egress rule, or a missing ingress rule at the other end.',
      unit: 'eps',
      min: 0,
      width: 8,
      legend: source.legend,
      ...nothing,
      overrides: [
        workloadLinks(
          { dashboard: 'hubble-drops', title: 'Only this source', from: 'source' },
          { dashboard: 'hubble-dns', title: 'DNS of this source', from: 'source' },
        ),
      ],
      query: topTen(sumRate(denied, ...source.labels)),
    }),
    timeseries({
      title: 'Denials by destination',
      description:
        'Denials per second by what they were for, the ten with most. Many sources to the DNS service is an outage of names: act first, ask later. No name: the world.',
      unit: 'eps',
      min: 0,
      width: 8,
      legend: destination.legend,
      ...nothing,
      overrides: [workloadLinks({ dashboard: 'hubble-drops', title: 'Only this destination', from: 'destination' })],
      query: topTen(sumRate(denied, ...destination.labels)),
    }),
    table({
      title: 'Denials between',
      description:
        'The twenty pairs with most denials, by protocol. A pair that should talk needs a rule at either end: egress of the source, ingress of the destination.',
      unit: 'eps',
      width: 16,
      columns: { ...headings, protocol: 'Protocol', Value: 'Denied' },
      sortBy: { column: 'Denied', descending: true },
      ...nothing,
      overrides: [
        { match: 'Denied', decimals: 2 },
        workloadCellLinks('Source workload', headings, {
          dashboard: 'hubble-drops',
          title: 'Only this source',
          from: 'source',
        }),
        workloadCellLinks('Destination workload', headings, {
          dashboard: 'hubble-drops',
          title: 'Only this destination',
          from: 'destination',
        }),
      ],
      query: tableRows(sumRate(denied, ...source.labels, ...destination.labels, 'protocol')),
    }),
    text({
      title: 'What to run next',
      description: 'Commands that show the packets behind the numbers, with ports and addresses.',
      width: 8,
      height: 8,
      content: COMMANDS,
    }),
  ]);
}

/** `:text` prints `All` where nothing is chosen; allValue would be a pattern no command understands. */
const COMMANDS = `The packets themselves, live, with ports:

\`\`\`sh
hubble observe --verdict DROPPED --follow \\
  --from-namespace \${source_namespace:text}
hubble observe --verdict DROPPED --follow \\
  --to-namespace \${destination_namespace:text}
\`\`\`

Where it says All, leave the option out. Who is allowed what:

\`\`\`sh
kubectl get cnp,ccnp,netpol -A
\`\`\``;
