import type { RowDefinition } from '../../../src/define.ts';
import { by, not, promql, row, table } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterHeading, nodeCellLink } from '../../shared/node-board.ts';
import { amongRows, tableRows } from '../../shared/rankings.ts';
import { COMMAND, commandColumns, onAgent } from '../commands.ts';
import { unreachable } from './node-health.ts';

/** Nodes by what is wrong with them, with the command that says more. */
export function whichNode(board: NodeBoard): RowDefinition {
  const { context, node } = board;
  const { metric, metricOf, nodeLabel, nodeLabels } = context;
  const up = metricOf('agent', 'up', {}, node);
  const failing = metric('cilium_controllers_failing', {}, node);
  const waiting = metric('cilium_endpoint_state', { endpoint_state: not('ready') }, node);
  const each = by(up, ...nodeLabels);
  // an agent that is down shows nothing else, and must not fall out of the list for it
  const trouble = promql`
    (
      (max ${each} (${up}) == bool 0) * 1000
      + (max ${each} (${failing}) or max ${each} (${up}) * 0)
      + (sum ${each} (${waiting}) or max ${each} (${up}) * 0)
      + (${unreachable(board)} or max ${each} (${up}) * 0)
    )`;
  return row('Which node?', [
    table({
      title: 'Nodes and what to run there',
      description:
        'The twenty nodes with most trouble: agents down first, then by failing controllers, endpoints that wait and peers out of reach. The command asks the agent of that node what it says is wrong.',
      unit: 'short',
      width: 24,
      columns: {
        ...clusterHeading(context),
        [nodeLabel]: 'Node',
        'Value #A': 'Trouble',
        'Value #B': 'Up',
        'Value #C': 'Failing controllers',
        'Value #D': 'Endpoints waiting',
        'Value #E': 'Peers out of reach',
        command: COMMAND,
      },
      sortBy: { column: 'Trouble', descending: true },
      overrides: [
        ...commandColumns,
        { match: 'Up', thresholds: [{ color: color.critical }, { from: 1, color: color.ok }], cell: 'color-text' },
        { match: 'Failing controllers', thresholds: worseAbove(1), cell: 'color-text' },
        { match: 'Peers out of reach', thresholds: worseAbove(1), cell: 'color-text' },
        nodeCellLink('Node', 'cilium-agent', 'Agent of this node'),
      ],
      targets: [
        { query: onAgent(tableRows(trouble), nodeLabel, 'cilium-dbg status --verbose') },
        { query: amongRows(promql`max ${each} (${up})`, trouble) },
        { query: amongRows(promql`max ${each} (${failing})`, trouble) },
        { query: amongRows(promql`sum ${each} (${waiting})`, trouble) },
        { query: amongRows(unreachable(board), trouble) },
      ],
    }),
  ]);
}
