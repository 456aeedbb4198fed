import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLegend, nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';
import { addressesUsed, identitiesUsed } from './fullness.ts';

/** How fast it fills: whether there is a day left, or a week. */
export function whatGrows(board: NodeBoard): RowDefinition {
  const { context, node } = board;
  const pressure = context.metric('cilium_bpf_map_pressure', {}, node);
  return row('How fast does it fill?', [
    timeseries({
      title: 'Fill level of maps',
      description:
        'The ten fullest maps. A straight line says when it ends; steps are rollouts; a line at 100 % is an evicting map at work, or a map that refuses.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      legend: `${context.nodeLegend} {{map_name}}`,
      thresholds: worseAbove(0.8, 0.95),
      thresholdStyle: 'dashed',
      noValue: 'No map near its limit',
      overrides: [nodeLink(context, 'cilium-datapath', 'Datapath of this node')],
      query: topTen(promql`max ${by(pressure, ...context.nodeLabels, 'map_name')} (${pressure})`),
    }),
    timeseries({
      title: 'Addresses in use by node',
      description: 'Share of its pod addresses that is in use, the ten fullest nodes.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      legend: `${context.nodeLegend} {{family}}`,
      overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
      query: topTen(addressesUsed(board)),
    }),
    timeseries({
      title: 'Identities in use by cluster',
      description:
        'Share of the identities a cluster can hold. A staircase that never comes down is a label that differs for every pod, such as the name of a job.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      legend: clusterLegend(context, 'identities'),
      thresholds: worseAbove(0.8, 0.95),
      thresholdStyle: 'dashed',
      query: identitiesUsed(board),
    }),
  ]);
}
