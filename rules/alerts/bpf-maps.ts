import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, CONNTRACK_MAPS, EVICTING_MAPS, NAT_MAPS, not, on, promql } from '../../src/define.ts';
import { capacityDropRate } from './capacity-drops.ts';

const board = (nodeLabel: string) =>
  ({ dashboard: 'cilium-datapath', panel: 'Fullest maps', variables: { node: nodeLabel } }) as const;

const nextOf = (nodeLabel: string) => [
  `kubectl -n kube-system get pods -l k8s-app=cilium -o wide --field-selector spec.nodeName={{ $labels.${nodeLabel} }}`,
  'kubectl -n kube-system exec <agent pod> -c cilium-agent -- cilium-dbg map list --verbose',
];

/** A map that does not evict is filling up: time to raise its size before updates fail. */
export function mapPressureHigh({ metric, nodeLabel, nodeLabels, ofCluster }: RuleContext): AlertDefinition {
  const pressure = metric('cilium_bpf_map_pressure', { map_name: not(EVICTING_MAPS) });
  return alert({
    name: 'CiliumBPFMapPressureHigh',
    intent: 'BPFMapPressureHigh',
    severity: 'ticket',
    summary: 'A BPF map of a node is filling up.',
    description: `The map {{ $labels.map_name }} on node {{ $labels.${nodeLabel} }}${ofCluster} is {{ $value | humanizePercentage }} full. A full map refuses updates: new services, endpoints or policy entries do not take effect there.`,
    expr: promql`max ${by(pressure, ...nodeLabels, 'map_name')} (${pressure}) >= 0.8`,
    for: '10m',
    keepFiringFor: '10m',
    labels: [...nodeLabels, 'map_name'],
    next: nextOf(nodeLabel),
    board: board(nodeLabel),
    causes: [{ alert: 'CiliumBPFMapFull', equal: [...nodeLabels, 'map_name'] }],
  });
}

/**
 * A map without room. One that evicts is meant only while the drops of that very kind say that eviction does not keep
 * up: then its size is what to raise.
 */
export function mapFull(context: RuleContext): AlertDefinition {
  const { metric, nodeLabel, nodeLabels, ofCluster } = context;
  const fixed = metric('cilium_bpf_map_pressure', { map_name: not(EVICTING_MAPS) });
  const conntrack = metric('cilium_bpf_map_pressure', { map_name: CONNTRACK_MAPS });
  const nat = metric('cilium_bpf_map_pressure', { map_name: NAT_MAPS });
  const each = by(fixed, ...nodeLabels, 'map_name');
  const same = on(fixed, ...nodeLabels);
  return alert({
    name: 'CiliumBPFMapFull',
    intent: 'BPFMapFull',
    severity: 'page',
    summary: 'A BPF map of a node is full.',
    description: `The map {{ $labels.map_name }} on node {{ $labels.${nodeLabel} }}${ofCluster} is {{ $value | humanizePercentage }} full: updates are refused or are about to be, and what they should have changed does not happen on this node.`,
    expr: promql`
      max ${each} (${fixed}) >= 0.95
      or max ${each} (${conntrack}) >= 0.95 and ${same} ${capacityDropRate(context, 'CT: Map insertion failed', '5m')} > 0
      or max ${each} (${nat}) >= 0.95 and ${same} ${capacityDropRate(context, 'No mapping for NAT masquerade', '5m')} > 0`,
    for: '5m',
    keepFiringFor: '5m',
    labels: [...nodeLabels, 'map_name'],
    next: nextOf(nodeLabel),
    board: board(nodeLabel),
  });
}

/** Conntrack or NAT evicts all the time: long quiet connections lose their entry, and their replies look unasked for. */
export function mapSaturatedLru({ metric, nodeLabel, nodeLabels, ofCluster }: RuleContext): AlertDefinition {
  const pressure = metric('cilium_bpf_map_pressure', { map_name: [...CONNTRACK_MAPS, ...NAT_MAPS] });
  return alert({
    name: 'CiliumBPFMapSaturatedLRU',
    intent: 'BPFMapSaturatedLRU',
    severity: 'ticket',
    summary: 'A connection tracking or NAT map is full and evicts live entries.',
    description: `The map {{ $labels.map_name }} on node {{ $labels.${nodeLabel} }}${ofCluster} has been full for a quarter of an hour. Each new connection evicts the oldest entry; replies of evicted connections are denied or go astray.`,
    expr: promql`max ${by(pressure, ...nodeLabels, 'map_name')} (${pressure}) >= 0.98`,
    for: '15m',
    keepFiringFor: '10m',
    labels: [...nodeLabels, 'map_name'],
    next: nextOf(nodeLabel),
    board: board(nodeLabel),
    causes: [{ alert: 'CiliumBPFMapFull', equal: [...nodeLabels, 'map_name'] }],
  });
}
