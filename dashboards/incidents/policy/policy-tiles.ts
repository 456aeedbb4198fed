import type { PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { by, matching, promql, row, stat } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { agentsRestarted } from '../../shared/restarts.ts';
import { lruTile } from '../full-tiles.ts';
import { noticeFrom, TILE, WINDOW_OF_THE_ALERT } from '../tile.ts';
import { hubblesDownTile } from '../trust-tiles.ts';
import { denials } from './denials.ts';

/** Packets of one client that retries a refused connection, in five minutes: where the alerts begin. */
const ONE_CLIENT = 50;
/** Of many clients of one destination: where they call somebody. */
const STORM = 1500;

/** Who is hit how hard, and what else looks like a denial. */
export function policyTiles(board: FlowBoard): RowDefinition {
  return row('What is wrong?', [...deniedTiles(board), ...changeTiles(board), ...lookalikes(board)]);
}

function deniedTiles(board: FlowBoard): readonly PanelDefinition[] {
  const { connections, pings } = denials(board);
  const cluster = clusterLabels(board.context);
  const pair = ['source_namespace', 'source_workload', 'destination_namespace', 'destination_workload'] as const;
  return [
    stat({
      ...TILE,
      title: 'Worst pair, 5 min',
      description:
        'Denied packets in five minutes between the two workloads that have most. 50 is one client that tries again and again, 1500 an outage. Steady for days it is a rule that works.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(ONE_CLIENT, STORM),
      alerts: ['HubblePolicyDeniedSurge', 'HubblePolicyDeniedSustained', 'HubblePolicyDeniedStorm'],
      suppress: WINDOW_OF_THE_ALERT,
      query: orZero(promql`max(sum ${by(connections, ...cluster, ...pair)} (increase(${connections}[5m])))`),
    }),
    stat({
      ...TILE,
      title: 'Noisiest source, 5 min',
      description:
        'Denied packets in five minutes of the workload that is denied most, whatever it tries to reach. Many destinations with few packets each is a scanner: blue, since it is kept out as intended.',
      unit: 'short',
      decimals: 0,
      thresholds: noticeFrom(300),
      suppress: WINDOW_OF_THE_ALERT,
      query: orZero(
        promql`max(sum ${by(connections, ...cluster, 'source_namespace', 'source_workload')} (increase(${connections}[5m])))`,
      ),
    }),
    stat({
      ...TILE,
      title: 'Pings denied',
      description:
        'Denied ICMP packets per second. Health checks of databases and of nodes ping at every restart; an outage they are not.',
      unit: 'eps',
      decimals: 1,
      thresholds: noticeFrom(1),
      query: orZero(sumRate(pings)),
    }),
  ];
}

function changeTiles({ context, node }: FlowBoard): readonly PanelDefinition[] {
  const revision = context.metric('cilium_policy_max_revision', {}, node);
  const refused = context.metric('cilium_policy_change_total', { outcome: matching('fail.*') }, node);
  const inTime = context.metric(
    'cilium_policy_implementation_delay_bucket',
    // Prometheus 3 writes the bound with a fraction
    { le: matching('10|10\\.0') },
    node,
  );
  const all = context.metric('cilium_policy_implementation_delay_count', {}, node);
  const policies = context.metric('cilium_policy');
  const cluster = clusterLabels(context);
  return [
    stat({
      ...TILE,
      title: 'Policy changes this hour',
      description:
        'How often the agent that saw most of them took over a new revision of policy. If denials began at a purple line in the charts below, take that change back or add the missing rule.',
      unit: 'short',
      decimals: 0,
      thresholds: noticeFrom(1),
      query: promql`max(changes(${revision}[1h]))`,
    }),
    stat({
      ...TILE,
      title: 'Policies refused, 30 min',
      description:
        'Policies that the agent with most failures could not load. The cluster enforces something else than what is written in it: `kubectl describe` of the newest policies shows why.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      alerts: ['CiliumPolicyImportFailing'],
      suppress: WINDOW_OF_THE_ALERT,
      query: orZero(promql`max(sum ${by(refused, ...context.nodeLabels)} (increase(${refused}[30m])))`),
    }),
    stat({
      ...TILE,
      title: 'Late policy',
      description:
        'Share of policy changes that took more than ten seconds to reach the datapath. Until then new pods are strangers to their peers and are denied for a moment.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.1),
      alerts: ['CiliumPolicyPropagationSlow'],
      noValue: 'No change',
      query: promql`1 - ${sumRate(inTime)} / ${sumRate(all)}`,
    }),
    stat({
      ...TILE,
      title: 'Policy gap of agents',
      description:
        'Difference between the agents with most and with fewest policies. Agents load the same set, so what stays above 0 is an agent that enforces the policy of yesterday.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      query: promql`max(max ${by(policies, ...cluster)} (${policies}) - min ${by(policies, ...cluster)} (${policies}))`,
    }),
  ];
}

/** Denials that no policy is to blame for. */
function lookalikes(board: FlowBoard): readonly PanelDefinition[] {
  const { context, node } = board;
  const failed = context.metric('cilium_drop_count_total', { reason: 'Authentication required' }, node);
  const missing = context.metric('cilium_ipcache_errors_total', {}, node);
  return [
    lruTile(board),
    stat({
      ...TILE,
      title: 'Agent restarts, 1 hour',
      description:
        'Agents that started within the last hour. While one starts, pods of its node are unknown to others for seconds: denials that end by themselves.',
      unit: 'short',
      thresholds: noticeFrom(1),
      links: [{ title: 'Why they restarted', dashboard: 'incident-nodes' }],
      query: agentsRestarted(context, node),
    }),
    stat({
      ...TILE,
      title: 'Authentication pending',
      description:
        'Packets per second that wait for mutual authentication. A few at the first contact of two workloads; steadily, the handshake fails: look at SPIRE and the operator.',
      unit: 'count:p/s',
      decimals: 1,
      thresholds: worseAbove(1),
      query: orZero(sumRate(failed)),
    }),
    stat({
      ...TILE,
      title: 'Identity cache errors',
      description:
        'Errors per second while agents told the datapath which address has which identity. An address with the wrong identity is denied, or let through, by the wrong rule.',
      unit: 'eps',
      decimals: 2,
      thresholds: worseAbove(0.1),
      query: orZero(sumRate(missing)),
    }),
    hubblesDownTile(board),
  ];
}
