import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { promql, row, table } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { clusterHeading, clusterLabels, nodeCellLink } from '../../shared/node-board.ts';
import { ON_OFF } from './inventory.ts';
import { modeShares, modesOfNodes } from './modes.ts';
import { grouped, switchesOfNodes } from './switches.ts';

const SAME = { fault: 'mixed-configuration', reason: 'All nodes of a healthy cluster run with the same settings.' };

/** Nodes that run with other settings than most of their cluster. */
export function minorities(context: BuildContext): RowDefinition {
  const { nodeLabel, nodeLabels } = context;
  const cluster = clusterLabels(context);
  const like = (...labels: readonly string[]) =>
    ({ kind: 'grouping', keyword: 'on', labels: [...cluster, ...labels] }) as const;
  const node = { ...clusterHeading(context), [nodeLabel]: 'Node' };
  const all = {
    minors: { from: '1.17' },
    noValue: 'All nodes agree',
    emptyInHealth: SAME,
    overrides: [nodeCellLink('Node', 'cilium-agent', 'Agent of this node')],
  } as const;
  return row(
    'Which nodes differ from their cluster?',
    [
      table({
        ...all,
        title: 'Nodes in another mode',
        description:
          'Nodes in a mode that less than half of their cluster run in, twenty of them. Restart their agents when a rollout of settings left them behind; look at CiliumNodeConfig when a restart does not help.',
        unit: 'percentunit',
        decimals: 0,
        columns: { ...node, setting: 'Setting', mode: 'Mode', 'Value #A': 'Nodes alike' },
        query: promql`
          topk(20,
            max ${grouped([...nodeLabels, 'setting', 'mode'])} (${modesOfNodes(context)})
            * ${like('setting', 'mode')} group_left () (${modeShares(context)} < 0.5)
          )`,
      }),
      table({
        ...all,
        title: 'Nodes with another feature',
        description:
          'Nodes on which a feature is on or off and most of their cluster has it the other way, twenty of them. Usually agents that have not restarted since the setting changed.',
        unit: 'short',
        mappings: ON_OFF,
        thresholds: [{ color: color.neutral }],
        columns: { ...node, feature: 'Feature', 'Value #A': 'State' },
        query: promql`
          topk(20,
            (${switchesOfNodes(context)})
            != ${like('feature')} group_left () round(avg ${grouped([...cluster, 'feature'])} (${switchesOfNodes(context)}))
          )`,
      }),
    ],
    { collapsed: true },
  );
}
