import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { apiServerTrouble } from '../../agent/rows/kubernetes.ts';
import { endpointStateColors } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';
import { unreachable } from './node-health.ts';

/** When it began. Opened when the node is known. */
export function sinceWhen(board: NodeBoard): RowDefinition {
  const { context, node } = board;
  const { metric, metricOf, nodeLabels, nodeLegend } = context;
  const up = metricOf('agent', 'up', {}, node);
  const state = metric('cilium_endpoint_state', {}, node);
  return row(
    'Since when?',
    [
      timeseries({
        title: 'Agents up and down',
        description:
          'Agents that answer, and those that do not. A staircase is a rollout, a step back up within minutes a crash.',
        unit: 'short',
        min: 0,
        width: 6,
        targets: [
          { legend: 'up', query: promql`sum(max ${by(up, ...nodeLabels)} (${up}))` },
          { legend: 'down', query: promql`sum(max ${by(up, ...nodeLabels)} (${up}) == bool 0)` },
        ],
      }),
      timeseries({
        title: 'Peers out of reach by node',
        description:
          'Nodes each of the ten worst agents can not reach. Many lines at one time are the network; a single line is that node.',
        unit: 'short',
        min: 0,
        width: 6,
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: topTen(unreachable(board)),
      }),
      timeseries({
        title: 'Endpoints by state',
        description:
          'Endpoints of all nodes picked, by state. A bulge of waiting ones after a rollout of the agent is normal; one that stays is not.',
        unit: 'short',
        min: 0,
        width: 6,
        stacked: true,
        legend: '{{endpoint_state}}',
        overrides: endpointStateColors,
        query: promql`sum ${by(state, 'endpoint_state')} (${state})`,
      }),
      timeseries({
        title: 'Failing calls to the API server',
        description:
          'Calls per second that ended in 5xx, 429 or no answer, by code. While they last, the cluster stands still and its traffic flows.',
        unit: 'reqps',
        min: 0,
        width: 6,
        legend: '{{return_code}}',
        noValue: 'None',
        emptyInHealth: { fault: 'agent-failing', reason: 'A healthy API server answers.' },
        query: sumRate(metric('cilium_k8s_client_api_calls_total', apiServerTrouble, node), 'return_code'),
      }),
    ],
    { collapsed: true },
  );
}
