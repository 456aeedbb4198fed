import type { PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { by, matching, not, promql, row, stat } from '../../../src/define.ts';
import { color, noneIsGood, worseAbove } from '../../shared/colors.ts';
import { orZero, share, sumRate } from '../../shared/expressions.ts';
import { logRate } from '../../shared/log-rate.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { apiServerTrouble } from './kubernetes.ts';

/** The agent in twelve numbers: the process, what it does for pods, and what it depends on. */
export function agentHealth(board: NodeBoard): RowDefinition {
  return row('Is it healthy?', [...processTiles(board), ...workTiles(board)]);
}

function processTiles({ context, node }: NodeBoard): readonly PanelDefinition[] {
  const { metric, metricOf, nodeLabels } = context;
  const started = metric('cilium_process_start_time_seconds', {}, node);
  const version = metric('cilium_version', {}, node);
  return [
    stat({
      title: 'Agents down',
      description:
        'Agents that Prometheus knows and cannot scrape. Running pods keep their network, new pods on the node get none. Look at the agent pod first, then at the path to port 9962.',
      unit: 'short',
      thresholds: noneIsGood,
      query: promql`sum(${metricOf('agent', 'up', {}, node)} == bool 0)`,
    }),
    stat({
      title: 'Agent restarts',
      description:
        'Starts of the agent process in the time range, rollouts included. Without a rollout every one is a crash, an out-of-memory kill or a failed liveness probe: read the previous container log.',
      unit: 'short',
      decimals: 0,
      thresholds: worseAbove(1),
      query: promql`sum(changes((max ${by(started, ...nodeLabels)} (${started}))[$__range:$__interval]))`,
    }),
    stat({
      title: 'Versions running',
      description:
        'Different Cilium versions among the agents. Two during an upgrade are normal; two the day after mean that the rollout is stuck. The board of versions and features shows how far it is.',
      unit: 'short',
      thresholds: [{ color: color.ok }, { from: 2, color: color.notice }, { from: 3, color: color.warning }],
      links: [{ title: 'Versions by cluster', dashboard: 'cilium-features' }],
      query: promql`count(count ${by(version, 'version')} (${version}))`,
    }),
    stat({
      title: 'Controllers failing',
      description:
        'Background loops whose last run failed, over all agents. Loops retry, so a short blip heals itself; a number that stays means something the agent can not do. Go on to the row of controllers.',
      unit: 'short',
      thresholds: worseAbove(1, 10),
      query: promql`sum(${metric('cilium_controllers_failing', {}, node)})`,
    }),
    stat({
      title: 'Errors logged',
      description:
        'Lines at level error per second, over all agents. A healthy agent logs next to none. The chart by subsystem tells where to read the log.',
      unit: 'cps',
      decimals: 2,
      thresholds: worseAbove(0.01, 1),
      query: orZero(promql`sum(${logRate(context, 'cilium_errors_warnings_total', 'error', node)})`),
    }),
    stat({
      title: 'API server calls failing',
      description:
        'Share of calls to the Kubernetes API server that ended in 5xx, 429 or no answer at all. Above 1 % agents fall behind on pods, services and policy: look at the API server before you look at Cilium.',
      unit: 'percentunit',
      decimals: 2,
      thresholds: worseAbove(0.01, 0.1),
      query: share(
        sumRate(metric('cilium_k8s_client_api_calls_total', apiServerTrouble, node)),
        sumRate(metric('cilium_k8s_client_api_calls_total', {}, node)),
      ),
    }),
  ];
}

function workTiles({ context, node }: NodeBoard): readonly PanelDefinition[] {
  const { metric, nodeLabels } = context;
  const policies = metric('cilium_policy');
  const addresses = metric('cilium_ip_addresses', {}, node);
  const capacity = metric('cilium_ipam_capacity', {}, node);
  return [
    stat({
      title: 'Endpoints not ready',
      description:
        'Share of endpoints in any state but ready. Pods start and stop all the time, so a few are normal; a share that stays is pods without network or with old policy.',
      unit: 'percentunit',
      decimals: 1,
      thresholds: worseAbove(0.05, 0.2),
      query: promql`
        sum(${metric('cilium_endpoint_state', { endpoint_state: not('ready') }, node)})
        / sum(${metric('cilium_endpoint_state', {}, node)})`,
    }),
    stat({
      title: 'Regenerations failing',
      description:
        'Endpoint regenerations that failed per second. Such an endpoint keeps its old policy and its old program. The agent log of the node names the endpoint and the step.',
      unit: 'ops',
      decimals: 2,
      thresholds: noneIsGood,
      query: orZero(sumRate(metric('cilium_endpoint_regenerations_total', { outcome: matching('fail.*') }, node))),
    }),
    stat({
      title: 'Policy changes refused',
      description:
        'Policies per second that agents could not import. The cluster enforces something else than what is written in it. `kubectl describe` of the newest policies shows the parse error.',
      unit: 'ops',
      decimals: 2,
      thresholds: noneIsGood,
      query: orZero(sumRate(metric('cilium_policy_change_total', { outcome: matching('fail.*') }, node))),
    }),
    stat({
      title: 'Policy gap of agents',
      description:
        'Difference between the agent with most policies and the one with fewest, in the worst cluster. All agents load the same set, so anything above 0 for minutes is an agent that no longer hears the API server.',
      unit: 'short',
      thresholds: worseAbove(1),
      query: promql`
        max(
          max ${by(policies, ...clusterLabels(context))} (${policies})
          - min ${by(policies, ...clusterLabels(context))} (${policies})
        )`,
    }),
    stat({
      title: 'Nodes unreachable',
      description:
        'Nodes that the worst-placed agent can not reach. 1 everywhere is one dead node, many on one agent is that agent cut off. Nodes that just came or went count for some minutes.',
      unit: 'short',
      thresholds: worseAbove(1, 3),
      query: promql`max(${metric('cilium_unreachable_nodes', {}, node)})`,
    }),
    stat({
      title: 'Fullest node, addresses',
      description:
        'Pod addresses in use on the node with least left. At 100 % new pods there stay in ContainerCreating. Free addresses by deleting pods, then give the node a larger or a second range. With cloud IPAM nodes fetch addresses as they need them, so that high values are normal.',
      unit: 'percentunit',
      decimals: 0,
      thresholds: worseAbove(0.8, 0.95),
      query: promql`
        max(
          sum ${by(addresses, ...nodeLabels, 'family')} (${addresses})
          / sum ${by(capacity, ...nodeLabels, 'family')} (${capacity})
        )`,
    }),
  ];
}
