import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, stateTimeline, table } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { clusterHeading, nodeCellLink } from '../../shared/node-board.ts';
import type { BgpBoard } from './bgp-board.ts';
import { session } from './bgp-board.ts';

const UP_DOWN = [
  { value: '0', text: 'down', color: color.critical },
  { value: '1', text: 'established', color: color.ok },
] as const;

export function sessions(board: BgpBoard): RowDefinition {
  const { context, node, peer } = board;
  const { metric, nodeLabel, nodeLabels, nodeLegend } = context;
  const sum = (series: 'cilium_bgp_control_plane_advertised_routes' | 'cilium_bgp_control_plane_received_routes') => {
    const routes = metric(series, {}, node, peer);
    return promql`sum ${by(routes, ...nodeLabels, 'neighbor')} (${routes})`;
  };
  const worst = promql`bottomk(50, ${session(board)})`;
  return row('Which session?', [
    table({
      title: 'Sessions, those that are down first',
      description:
        'Up to fifty sessions with their routes of all families. Down on one node: `cilium-dbg bgp peers` in its agent. Down towards one peer on all nodes: that router. Up and advertising nothing: the advertisements select nothing.',
      width: 12,
      height: 10,
      columns: {
        ...clusterHeading(context),
        [nodeLabel]: 'Node',
        neighbor: 'Peer',
        'Value #A': 'Up',
        'Value #B': 'Advertised',
        'Value #C': 'Received',
      },
      sortBy: { column: 'Up' },
      overrides: [
        nodeCellLink('Node', 'cilium-agent', 'Agent of this node'),
        {
          match: 'Up',
          unit: 'none',
          decimals: 0,
          cell: 'color-text',
          thresholds: [{ color: color.critical }, { from: 1, color: color.ok }],
        },
        { match: 'Advertised', unit: 'none', decimals: 0 },
        { match: 'Received', unit: 'none', decimals: 0 },
      ],
      targets: [
        { query: worst },
        { query: promql`${sum('cilium_bgp_control_plane_advertised_routes')} and ${worst}` },
        { query: promql`${sum('cilium_bgp_control_plane_received_routes')} and ${worst}` },
      ],
    }),
    stateTimeline({
      title: 'Sessions over time',
      description:
        'The twenty sessions that were down most of the range. Short gaps in step with agents that start are rollouts; graceful restart hides them from traffic. Gaps of one peer alone are that router.',
      unit: 'short',
      width: 12,
      height: 10,
      mappings: [...UP_DOWN],
      thresholds: [{ color: color.critical }, { from: 1, color: color.ok }],
      legend: `${nodeLegend} {{neighbor}}`,
      query: promql`bottomk(20, ${session(board)})`,
    }),
  ]);
}
