import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, table } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterHeading, nodeCellLink } from '../../shared/node-board.ts';
import { tableRows } from '../../shared/rankings.ts';
import { COMMAND, commandColumns, onAgent } from '../commands.ts';
import { addressesUsed } from './fullness.ts';

/** Which node has least room, and what to run there. */
export function whichNode(board: NodeBoard): RowDefinition {
  const { context, node } = board;
  const { metric, nodeLabel, nodeLabels } = context;
  const pressure = metric('cilium_bpf_map_pressure', {}, node);
  const maps = tableRows(promql`max ${by(pressure, ...nodeLabels, 'map_name')} (${pressure})`);
  const level = (heading: string) => ({
    match: heading,
    unit: 'percentunit',
    decimals: 0,
    thresholds: worseAbove(0.8, 0.95),
    cell: 'color-text' as const,
  });
  return row('Which node?', [
    table({
      title: 'Fullest maps and what to run there',
      description:
        'The twenty fullest maps, with a command that shows what is in them. Conntrack and NAT evict when full; all others refuse.',
      unit: 'percentunit',
      width: 24,
      columns: { ...clusterHeading(context), [nodeLabel]: 'Node', map_name: 'Map', Value: 'Full', command: COMMAND },
      sortBy: { column: 'Full', descending: true },
      noValue: 'No map near its limit',
      overrides: [...commandColumns, level('Full'), nodeCellLink('Node', 'cilium-datapath', 'Datapath of this node')],
      query: onAgent(maps, nodeLabel, 'cilium-dbg map list --verbose'),
    }),
    table({
      title: 'Fullest nodes and what to run there',
      description: 'The twenty nodes with fewest addresses left, with a command that lists who has them.',
      unit: 'percentunit',
      width: 24,
      columns: { ...clusterHeading(context), [nodeLabel]: 'Node', family: 'Family', Value: 'Used', command: COMMAND },
      sortBy: { column: 'Used', descending: true },
      overrides: [...commandColumns, level('Used'), nodeCellLink('Node', 'cilium-agent', 'Agent of this node')],
      query: onAgent(tableRows(addressesUsed(board)), nodeLabel, 'cilium-dbg status --all-addresses'),
    }),
  ]);
}
