import type { PanelDefinition } from '../../../src/define.ts';
import { by, matching, not, promql, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { orZero } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { criticalFrom, noticeFrom, TILE } from '../tile.ts';
import { frozenAgents, shareByNode } from './node-health.ts';

/** The agents themselves. */
export function agentTiles(board: NodeBoard): readonly PanelDefinition[] {
  return [...presence(board), ...work(board)];
}

function presence(board: NodeBoard): readonly PanelDefinition[] {
  const { context, node } = board;
  const { metric, metricOf, nodeLabels } = context;
  const up = metricOf('agent', 'up', {}, node);
  const started = metric('cilium_process_start_time_seconds', {}, node);
  const present = by(up, ...nodeLabels);
  return [
    stat({
      ...TILE,
      title: 'Agents down',
      description:
        'Agents that Prometheus knows and cannot scrape. Running pods keep their network, new ones on the node get none. Three at once are no node any more but a rollout, a registry or the API server.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1, 3),
      alerts: ['CiliumAgentsDown'],
      query: promql`sum(max ${present} (${up}) == bool 0)`,
    }),
    stat({
      ...TILE,
      title: 'Restarts, worst agent',
      description:
        'Starts of the agent that started most often in half an hour. Once is a rollout, three times a crash loop: read the log of the container before.',
      unit: 'short',
      decimals: 0,
      thresholds: [{ color: color.ok }, { from: 1, color: color.notice }, { from: 3, color: color.warning }],
      alerts: ['CiliumAgentCrashLooping'],
      query: promql`max(changes((max ${by(started, ...nodeLabels)} (${started}))[30m:$__interval]))`,
    }),
    stat({
      ...TILE,
      title: 'Frozen agents',
      description:
        'Agents that are up and no longer say whom they can reach, while most others do. Such an agent answers Prometheus and starts no pod. Restart it; before that take `cilium-dbg debuginfo`.',
      unit: 'short',
      decimals: 0,
      thresholds: criticalFrom(1),
      alerts: ['CiliumAgentFrozen'],
      query: orZero(promql`count(${frozenAgents(board)})`),
    }),
    stat({
      ...TILE,
      title: 'Nodes gone this hour',
      description:
        'Nodes whose agent was there an hour ago and is no target any more. An autoscaler does that all day; without one, somebody took a node out, or its labels changed.',
      unit: 'short',
      decimals: 0,
      thresholds: noticeFrom(1),
      query: orZero(promql`count(max ${present} (${up} offset 1h) unless max ${present} (${up}))`),
    }),
  ];
}

function work(board: NodeBoard): readonly PanelDefinition[] {
  const { context, node } = board;
  const { metric, nodeLabels } = context;
  const failing = metric('cilium_controllers_failing', {}, node);
  const apiErrors = metric('cilium_agent_api_process_time_seconds_count', { return_code: matching('5..') }, node);
  const apiCalls = metric('cilium_agent_api_process_time_seconds_count', {}, node);
  const failed = metric('cilium_endpoint_regenerations_total', { outcome: matching('fail.*') }, node);
  const all = metric('cilium_endpoint_regenerations_total', {}, node);
  const leaving = ['disconnecting', 'disconnected'] as const;
  const waiting = metric('cilium_endpoint_state', { endpoint_state: not(['ready', ...leaving]) }, node);
  const present = metric('cilium_endpoint_state', { endpoint_state: not(leaving) }, node);
  return [
    stat({
      ...TILE,
      title: 'Regeneration failing',
      description:
        'Share of endpoint regenerations that failed. Such an endpoint keeps its old program and its old policy. All on one node after a kernel update: the program no longer loads.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: worseAbove(0.25),
      alerts: ['CiliumEndpointRegenerationFailing'],
      query: promql`max(${shareByNode(context, failed, all)})`,
    }),
    stat({
      ...TILE,
      title: 'Endpoints not ready',
      description:
        'Share of endpoints that wait for an identity, a policy or a program. For seconds after a start it is normal; longer, the pods of that node have no network or old policy.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: worseAbove(0.25),
      alerts: ['CiliumEndpointsNotReady'],
      query: orZero(promql`
        max(sum ${by(waiting, ...nodeLabels)} (${waiting}) / sum ${by(present, ...nodeLabels)} (${present}))`),
    }),
    stat({
      ...TILE,
      title: 'Agent API failing',
      description:
        'Share of requests of the CNI plugin and others to the agent that ended in 5xx. Pods on that node stay in ContainerCreating.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: worseAbove(0.1),
      alerts: ['CiliumAgentAPIErrors'],
      query: promql`max(${shareByNode(context, apiErrors, apiCalls)})`,
    }),
    stat({
      ...TILE,
      title: 'Failing controllers',
      description:
        'Background loops of the worst agent whose last run failed. `cilium-dbg status --all-controllers` names them with their error.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      alerts: ['CiliumControllersFailing'],
      query: promql`max(${failing})`,
    }),
  ];
}
