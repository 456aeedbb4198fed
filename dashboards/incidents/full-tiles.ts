import type { PanelDefinition } from '../../src/define.ts';
import { by, CONNTRACK_MAPS, EVICTING_MAPS, NAT_MAPS, not, promql, stat } from '../../src/define.ts';
import { color, worseAbove } from '../shared/colors.ts';
import { orZero } from '../shared/expressions.ts';
import type { NodeBoard } from '../shared/node-board.ts';
import { criticalFrom, TILE } from './tile.ts';

/** What the datapath runs out of: each tile is the worst node, and turns where its alert fires. */
export function noRoomTile({ context: { metric, nodeLabels }, node }: NodeBoard): PanelDefinition {
  const refused = metric(
    'cilium_drop_count_total',
    { reason: ['CT: Map insertion failed', 'No mapping for NAT masquerade'] },
    node,
  );
  return stat({
    ...TILE,
    title: 'Connections without room',
    description:
      'Packets per second of new connections for which the worst node has no room in conntrack, or no port left for masquerading. These connections time out. Raise bpf.ctTcpMax or bpf.natMax, or find who opens so many.',
    unit: 'count:p/s',
    decimals: 1,
    thresholds: criticalFrom(1),
    alerts: ['CiliumConntrackInsertionFailed', 'CiliumNATMappingFailed'],
    links: [{ title: 'Which map, which node', dashboard: 'incident-capacity' }],
    query: orZero(promql`max(sum ${by(refused, ...nodeLabels)} (rate(${refused}[$__rate_interval])))`),
  });
}

export function mapTile({ context: { metric }, node }: NodeBoard): PanelDefinition {
  return stat({
    ...TILE,
    title: 'Fullest map',
    description:
      'Fill level of the fullest map that keeps what it has: services, endpoints, policy. Full, it refuses updates, and what is new does not take effect on that node.',
    unit: 'percentunit',
    decimals: 0,
    thresholds: worseAbove(0.8, 0.95),
    alerts: ['CiliumBPFMapPressureHigh', 'CiliumBPFMapFull'],
    links: [{ title: 'Which map, which node', dashboard: 'incident-capacity' }],
    noValue: 'None near its limit',
    query: promql`max(${metric('cilium_bpf_map_pressure', { map_name: not(EVICTING_MAPS) }, node)})`,
  });
}

export function lruTile({ context: { metric }, node }: NodeBoard): PanelDefinition {
  const evicting = metric('cilium_bpf_map_pressure', { map_name: [...CONNTRACK_MAPS, ...NAT_MAPS] }, node);
  return stat({
    ...TILE,
    title: 'Fullest CT or NAT map',
    description:
      'Fill level of the fullest map that evicts its oldest entry. At 98 % entries of quiet connections vanish: their replies look unasked for and are denied as if policy had changed.',
    unit: 'percentunit',
    decimals: 0,
    thresholds: [{ color: color.ok }, { from: 0.9, color: color.notice }, { from: 0.98, color: color.warning }],
    alerts: ['CiliumBPFMapSaturatedLRU'],
    links: [{ title: 'Which map, which node', dashboard: 'incident-capacity' }],
    noValue: 'None near its limit',
    query: promql`max(${evicting})`,
  });
}

/** @param size of the tile, where the board has larger ones */
export function natTile(
  { context: { metric }, node }: NodeBoard,
  size: { readonly width: number; readonly height: number } = TILE,
): PanelDefinition {
  return stat({
    ...size,
    title: 'Ports to one address',
    description:
      'Source ports in use towards the busiest address outside, on the worst node. At 100 % no new connection to that address gets out, however empty the NAT map is.',
    unit: 'percentunit',
    decimals: 0,
    minors: { from: '1.17' },
    thresholds: worseAbove(0.8),
    alerts: ['CiliumNATPortsSaturated'],
    links: [{ title: 'Which node', dashboard: 'incident-capacity' }],
    query: promql`max(${metric('cilium_nat_endpoint_max_connection', {}, node)})`,
  });
}
