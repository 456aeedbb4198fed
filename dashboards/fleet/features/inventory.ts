import type { BuildContext, RowDefinition, ThresholdStep, ValueMapping } from '../../../src/define.ts';
import { row, table } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { clusterHeading } from '../../shared/node-board.ts';
import { modeShares } from './modes.ts';
import { operatorSwitches, switchShares } from './switches.ts';

export const ON_OFF: readonly ValueMapping[] = [
  { value: '0', text: 'off', color: color.neutral },
  { value: '1', text: 'on', color: color.ok },
];
/** Between none and all. */
const PARTIAL: readonly ThresholdStep[] = [{ color: color.warning }, { from: 1, color: color.ok }];

/** What is switched on, as the processes themselves tell. */
export function inventory(context: BuildContext): RowDefinition {
  const feature = { ...clusterHeading(context), feature: 'Feature' };
  const minors = { from: '1.17' } as const;
  return row('Which features?', [
    table({
      title: 'Modes',
      description:
        'Which mode of each setting the nodes of a cluster run in, and how many of them. A setting with two lines, each below 100 %, is mixed: the row on minorities names the nodes. What is missing is off.',
      unit: 'percentunit',
      decimals: 0,
      width: 8,
      height: 12,
      minors,
      columns: { ...clusterHeading(context), setting: 'Setting', mode: 'Mode', 'Value #A': 'Nodes' },
      sortBy: { column: 'Setting' },
      overrides: [{ match: 'Nodes', cell: 'color-text', thresholds: PARTIAL }],
      query: modeShares(context),
    }),
    table({
      title: 'Features of the agents',
      description:
        'What is on, off, or on for a share of the nodes. A share is meant where CiliumNodeConfig says so; otherwise the rollout of a setting has not ended.',
      unit: 'percentunit',
      decimals: 0,
      width: 8,
      height: 12,
      minors,
      mappings: ON_OFF,
      columns: { ...feature, 'Value #A': 'Nodes' },
      sortBy: { column: 'Feature' },
      overrides: [{ match: 'Nodes', cell: 'color-text', thresholds: PARTIAL }],
      query: switchShares(context),
    }),
    table({
      title: 'Features of the operator',
      description:
        'What the operator has on. Gateway API and ingress need Envoy on the nodes; LB-IPAM gives addresses to services once a pool exists.',
      unit: 'short',
      width: 8,
      height: 12,
      minors,
      mappings: ON_OFF,
      columns: { ...feature, 'Value #A': 'State' },
      sortBy: { column: 'Feature' },
      overrides: [{ match: 'State', cell: 'color-text', thresholds: PARTIAL }],
      query: operatorSwitches(context),
    }),
  ]);
}
