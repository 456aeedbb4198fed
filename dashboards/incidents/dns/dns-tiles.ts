import type { PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { by, matching, not, promql, row, stat } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { orZero, share, sumRate } from '../../shared/expressions.ts';
import { agentsRestarted } from '../../shared/restarts.ts';
import { noticeFrom, TILE, WINDOW_OF_THE_ALERT } from '../tile.ts';
import { eventsLostTile, hubblesDownTile } from '../trust-tiles.ts';
import type { DnsIncident } from './dns-incident.ts';
import { missing } from './dns-incident.ts';

const noValue = 'No DNS seen';

/** Which of the ways in which names fail this is. */
export function dnsTiles(board: DnsIncident): RowDefinition {
  const nodes = { context: board.context, node: board.clients.node };
  return row('What is wrong?', [
    ...missingTiles(board),
    ...wrongTiles(board),
    ...proxyTiles(board),
    stat({
      ...TILE,
      title: 'Agent restarts, 1 hour',
      description:
        'Agents that started within the last hour. The DNS proxy lives in the agent: while it restarts, queries of its node wait and some are lost.',
      unit: 'short',
      thresholds: noticeFrom(1),
      links: [{ title: 'Why they restarted', dashboard: 'incident-nodes' }],
      query: agentsRestarted(board.context, board.clients.node),
    }),
    eventsLostTile(nodes),
    hubblesDownTile(nodes),
  ]);
}

function missingTiles({ context, traffic, unanswered }: DnsIncident): readonly PanelDefinition[] {
  const { queries, responses } = traffic;
  const { nodeLabels } = context;
  const gone = promql`sum ${by(queries, 'source_namespace')}`;
  return [
    stat({
      ...TILE,
      title: 'Unanswered',
      description:
        'Share of queries that got no response at all. Applications wait five seconds for each. Most of them: the servers are down, or nothing gets to them.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.05, 0.5),
      alerts: ['HubbleDNSNoResponse'],
      noValue,
      query: missing(sumRate(queries), sumRate(responses)),
    }),
    stat({
      ...TILE,
      title: 'Namespace unanswered',
      description:
        'The same of the namespace with the highest share. High here and low elsewhere: a policy, or a node, stands between that namespace and the servers.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.05, 0.5),
      alerts: ['HubbleNamespaceDNSNoResponse'],
      noValue,
      query: promql`max(${unanswered})`,
    }),
    stat({
      ...TILE,
      title: 'Unanswered, worst node',
      description:
        'The same of the node with the highest share. One node alone: its DNS proxy, or its way to the servers.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.05, 0.5),
      noValue,
      query: promql`max(${missing(sumRate(queries, ...nodeLabels), sumRate(responses, ...nodeLabels))})`,
    }),
    stat({
      ...TILE,
      title: 'Namespaces gone quiet',
      description:
        'Namespaces that asked an hour ago, ask nothing now, and still open connections. Their pods do not ask less: a change of policy took them out of the proxy, and nobody sees their names any more.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      suppress: WINDOW_OF_THE_ALERT,
      query: orZero(promql`
        count(
          ${gone} (rate(${queries}[5m] offset 1h)) > 0.05
          unless ${gone} (rate(${queries}[5m])) > 0.001
          and ${gone} (rate(${context.metric('hubble_tcp_flags_total', { flag: 'SYN' })}[5m])) > 0.05
        )`),
    }),
  ];
}

function wrongTiles({ traffic, namespace, answers }: DnsIncident): readonly PanelDefinition[] {
  const { refused, responses, failed, unknownNames } = traffic;
  const all = answers(responses, 'namespace');
  return [
    stat({
      ...TILE,
      title: 'Server failures',
      description:
        'Share of responses in which the server failed or refused. It is up and answers, and cannot do better: look at what it forwards to. A name that does not exist is a good answer and not in it.',
      unit: 'percentunit',
      decimals: 2,
      thresholds: worseAbove(0.001, 0.0144),
      alerts: ['HubbleDNSErrorsSLOBurn'],
      noValue,
      query: share(sumRate(failed), sumRate(responses)),
    }),
    stat({
      ...TILE,
      title: 'Namespace failing',
      description:
        'The same of the namespace with the highest share. A namespace with a query a minute jumps to 100 % with a single failure: see how many it asks below.',
      unit: 'percentunit',
      decimals: 2,
      thresholds: worseAbove(0.001, 0.0144),
      noValue,
      query: promql`max((${answers(failed, 'namespace')} or 0 * ${all}) / (${all} > 0))`,
    }),
    stat({
      ...TILE,
      title: 'Names that do not exist',
      description:
        'Share of responses that say so. Search domains make more than half of all answers such ones: blue above 70 % is a habit, or one workload with a typo. Never an outage of DNS.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: noticeFrom(0.7),
      noValue,
      query: share(sumRate(unknownNames), sumRate(responses)),
    }),
    stat({
      ...TILE,
      title: 'Refused by policy',
      description:
        'Queries per second of the workload whose names policy refuses most. Such a query never reaches a server. Add the name to its policy, or ask why it wants to know.',
      unit: 'reqps',
      decimals: 2,
      thresholds: worseAbove(0.1),
      alerts: ['HubbleDNSPolicyDenied'],
      query: orZero(promql`max(${sumRate(refused, ...namespace, 'source_workload')})`),
    }),
  ];
}

function proxyTiles({ context, clients: { node } }: DnsIncident): readonly PanelDefinition[] {
  const whole = { protocol_l7: 'dns', scope: 'totalTime' } as const;
  const inTime = context.metric(
    'cilium_proxy_upstream_reply_seconds_bucket',
    { ...whole, error: matching('|allow'), le: matching('1(\\.0)?') },
    node,
  );
  const all = context.metric('cilium_proxy_upstream_reply_seconds_count', { ...whole, error: not('denied') }, node);
  const labels = context.nodeLabels;
  return [
    stat({
      ...TILE,
      title: 'Slow answers, worst node',
      description:
        'Share of queries that took the DNS proxy of the worst node longer than a second, or ran into its time limit. One node: its agent has no CPU. All: the servers are slow.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.05),
      alerts: ['CiliumDNSSlow', 'CiliumDNSProxySlow'],
      noValue,
      query: promql`
        max(
          1 - (${sumRate(inTime, ...labels)} or 0 * ${sumRate(all, ...labels)})
          / (${sumRate(all, ...labels)} > 0.5)
        )`,
    }),
  ];
}
