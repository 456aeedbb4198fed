import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, promql } from '../../src/define.ts';

/**
 * Updates that the kernel refused, among all updates of the map. Lookups and deletions are left out: not to find an
 * entry is an ordinary answer.
 */
export function mapOperationsFailing({ metric, nodeLabel, nodeLabels, ofCluster }: RuleContext): AlertDefinition {
  const all = metric('cilium_bpf_map_ops_total', { operation: 'update' });
  const failed = metric('cilium_bpf_map_ops_total', { operation: 'update', outcome: 'fail' });
  const each = by(all, ...nodeLabels, 'map_name');
  return alert({
    name: 'CiliumBPFMapOperationsFailing',
    intent: 'BPFMapOperationsFailing',
    severity: 'ticket',
    summary: 'An agent cannot write to one of its BPF maps.',
    description: `{{ $value | humanizePercentage }} of the updates of map {{ $labels.map_name }} on node {{ $labels.${nodeLabel} }}${ofCluster} fail: the datapath there works with stale entries.`,
    expr: promql`
      sum ${each} (rate(${failed}[10m])) / sum ${each} (rate(${all}[10m])) > 0.05
      and sum ${each} (increase(${failed}[10m])) >= 5`,
    for: '15m',
    keepFiringFor: '15m',
    labels: [...nodeLabels, 'map_name'],
    next: [
      `kubectl -n kube-system get pods -l k8s-app=cilium -o wide --field-selector spec.nodeName={{ $labels.${nodeLabel} }}`,
      'kubectl -n kube-system logs <agent pod> -c cilium-agent --since=30m | grep -i "map"',
      'kubectl -n kube-system exec <agent pod> -c cilium-agent -- cilium-dbg map list --verbose',
    ],
    board: { dashboard: 'cilium-datapath', panel: 'Failed updates by node', variables: { node: nodeLabel } },
    causes: [{ alert: 'CiliumBPFMapFull', equal: [...nodeLabels, 'map_name'] }],
  });
}

/**
 * Collections that gave up, among all. One alone says little, since the walk is interrupted when entries move under it;
 * when most give up, dead connections stay and the map fills. Runs are minutes to hours apart, hence the long window.
 */
export function conntrackGcIncomplete({ metric, nodeLabel, nodeLabels, ofCluster }: RuleContext): AlertDefinition {
  const runs = metric('cilium_datapath_conntrack_gc_runs_total');
  const incomplete = metric('cilium_datapath_conntrack_gc_runs_total', { status: 'uncompleted' });
  const each = by(runs, ...nodeLabels, 'family');
  return alert({
    name: 'CiliumConntrackGCIncomplete',
    intent: 'ConntrackGCIncomplete',
    severity: 'ticket',
    summary: 'Dead connections are not cleaned out of the tracking map of a node.',
    description: `{{ $value | humanizePercentage }} of the {{ $labels.family }} conntrack collections on node {{ $labels.${nodeLabel} }}${ofCluster} gave up within the last hour: dead entries stay, and the map fills.`,
    expr: promql`
      sum ${each} (increase(${incomplete}[1h])) / sum ${each} (increase(${runs}[1h])) > 0.5
      and sum ${each} (increase(${incomplete}[1h])) >= 3`,
    for: '10m',
    keepFiringFor: '30m',
    labels: [...nodeLabels, 'family'],
    next: [
      `kubectl -n kube-system get pods -l k8s-app=cilium -o wide --field-selector spec.nodeName={{ $labels.${nodeLabel} }}`,
      'kubectl -n kube-system logs <agent pod> -c cilium-agent --since=2h | grep -i "garbage\\|conntrack"',
    ],
    board: { dashboard: 'cilium-datapath', panel: 'Collections by outcome', variables: { node: nodeLabel } },
    causes: [{ alert: 'CiliumConntrackInsertionFailed', equal: nodeLabels }],
  });
}
