import type { AlertDefinition, Promql, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, on, promql, recorded } from '../../src/define.ts';
import {
  DENIED,
  denials,
  deniedPackets,
  hourlyDenials,
  PAIR,
  pairOf,
  USUAL,
  usualDenials,
  WATCHED,
  watchedHubbles,
} from '../recordings/policy-denials.ts';
import { policyChangedText } from '../shared/policy-changed.ts';
import { namedNodes } from '../shared/template-query.ts';

/** Connections refused by network policy, told apart by both workloads. Needs those labels on the handler `drop`. */
export const policyDenialAlerts = defineRules({
  name: 'hubble-policy-denials',
  build: (context) =>
    context.hubble('drop', ...PAIR)
      ? [
          { name: 'usual', interval: '4m', rules: [hourlyDenials(), usualDenials(context)] },
          {
            name: 'denials',
            interval: '1m',
            rules: [
              watchedHubbles(context),
              deniedPackets(context),
              deniedSurge(context),
              deniedSustained(context),
              deniedStorm(context),
            ],
          },
        ]
      : [],
});

/** One client that retries a refused connection sends about this many packets in five minutes. */
const ONE_CLIENT = 50;

/** Enough to tell a change from a scrape that suddenly counts twice. */
const FACTOR = 3;

/** Only once there is a whole hour to compare with: the usual ends an hour ago. */
const learned = (context: RuleContext): Promql =>
  promql`and ${on(denials(context), ...context.clusterLabels)} ${recorded(WATCHED)} offset 2h`;

const surging = (context: RuleContext): Promql =>
  promql`${recorded(DENIED)} >= ${ONE_CLIENT} unless ${recorded(DENIED)} <= ${FACTOR} * ${recorded(USUAL)} ${learned(context)}`;

const SOURCE = '{{ $labels.source_namespace }}/{{ $labels.source_workload }}';
const DESTINATION = '{{ $labels.destination_namespace }}/{{ $labels.destination_workload }}';

/** What else looks like a denial: replies of connections that conntrack no longer knows. */
const evicted = (context: RuleContext) =>
  namedNodes(
    context,
    'Conntrack is full on',
    `max by (${context.nodeLabel}) (cilium_bpf_map_pressure{@cluster, map_name=~"ct.*"}) >= 0.98`,
    ', where replies of evicted connections are denied too',
  );

const next = [
  'hubble observe --verdict DROPPED --from-workload "{{ $labels.source_namespace }}/{{ $labels.source_workload }}" --to-workload "{{ $labels.destination_namespace }}/{{ $labels.destination_workload }}" --since 15m',
  'kubectl get networkpolicies,ciliumnetworkpolicies -n "{{ $labels.destination_namespace }}"',
  'kubectl get networkpolicies,ciliumnetworkpolicies -n "{{ $labels.source_namespace }}"',
  'kubectl get ciliumclusterwidenetworkpolicies',
];

const board = {
  dashboard: 'hubble-drops',
  panel: 'Denials between',
  variables: Object.fromEntries(PAIR.map((label) => [label, label])),
} as const;

const storm = { alert: 'HubblePolicyDeniedStorm' } as const;

function deniedSurge(context: RuleContext): AlertDefinition {
  return alert({
    name: 'HubblePolicyDeniedSurge',
    intent: 'PolicyDeniedSurge',
    severity: 'ticket',
    summary: 'Network policy refuses far more connections between two workloads than usual.',
    description: `{{ $value | humanize }} packets from ${SOURCE} to ${DESTINATION}${context.ofCluster} were denied by policy within five minutes, over three times what is usual for the two.${policyChangedText(context)}${evicted(context)}`,
    expr: surging(context),
    for: '5m',
    keepFiringFor: '10m',
    labels: pairOf(context),
    next,
    board,
    causes: [
      { alert: 'HubblePolicyDeniedSustained', equal: pairOf(context) },
      { ...storm, equal: [...context.clusterLabels, 'destination_namespace', 'destination_workload'] },
    ],
  });
}

/** The same for so long that no retry, restart or propagation delay explains it: a dependency is cut. */
function deniedSustained(context: RuleContext): AlertDefinition {
  return alert({
    name: 'HubblePolicyDeniedSustained',
    intent: 'PolicyDeniedSurge',
    severity: 'page',
    summary: 'Network policy has been cutting one workload off from another for 25 minutes.',
    description: `Packets from ${SOURCE} to ${DESTINATION}${context.ofCluster} have been denied by policy for 25 minutes, {{ $value | humanize }} in the last five, over three times what is usual for the two.${policyChangedText(context)}${evicted(context)}`,
    expr: surging(context),
    for: '25m',
    keepFiringFor: '10m',
    labels: pairOf(context),
    next,
    board,
    causes: [{ ...storm, equal: [...context.clusterLabels, 'destination_namespace', 'destination_workload'] }],
  });
}

/** Several workloads at once cannot reach one they all need, such as the DNS servers: a policy took away too much. */
function deniedStorm(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  const destination = [...clusterLabels, 'destination_namespace', 'destination_workload'] as const;
  const to = by(denials(context), ...destination);
  const inside = { source_workload: { pattern: '.+' } };
  return alert({
    name: 'HubblePolicyDeniedStorm',
    intent: 'PolicyDeniedSurge',
    severity: 'page',
    summary: 'Network policy cuts several workloads off from one they share.',
    description: `{{ $value | humanize }} packets from several workloads to ${DESTINATION}${ofCluster} were denied by policy within five minutes.${policyChangedText(context)}`,
    expr: promql`
      sum ${to} (${recorded(DENIED, inside)}) >= 1500
      and count ${to} (${recorded(DENIED, inside)} >= ${ONE_CLIENT}) >= 2
      unless sum ${to} (${recorded(DENIED, inside)}) <= ${FACTOR} * sum ${to} (${recorded(USUAL, inside)})
      ${learned(context)}`,
    for: '3m',
    keepFiringFor: '10m',
    labels: destination,
    next: [
      'hubble observe --verdict DROPPED --to-workload "{{ $labels.destination_namespace }}/{{ $labels.destination_workload }}" --since 5m',
      'kubectl get networkpolicies,ciliumnetworkpolicies -n "{{ $labels.destination_namespace }}"',
      'kubectl get ciliumclusterwidenetworkpolicies',
    ],
    board: {
      dashboard: 'hubble-drops',
      panel: 'Denials by source',
      variables: { destination_namespace: 'destination_namespace', destination_workload: 'destination_workload' },
    },
  });
}
