import type { Mistake } from './mistake.ts';
import { ALERT, W } from './mistake.ts';

const BOARD = { variables: [{ name: 'node' }, { name: 'zone', multi: false, includeAll: false }] };
const CLUSTERS = { settings: { clusterLabel: 'cluster' } };

/** Mistakes about the board or the rule a query stands in. */
export const boardsAndAlerts: readonly Mistake[] = [
  [
    'a cluster written out',
    `sum(rate(cilium_drop_count_total{cluster="prod"}${W}))`,
    'cluster-matcher',
    'matches cluster="prod"',
    CLUSTERS,
  ],
  [
    'an alert that adds clusters up',
    'sum by (node) (rate(cilium_drop_count_total[5m])) > 1',
    'cluster-matcher',
    'keeps only node',
    { ...ALERT, ...CLUSTERS },
  ],
  [
    'absence of everything everywhere',
    'absent(up{job="cilium-agent"})',
    'cluster-matcher',
    'while any cluster has the series',
    { ...ALERT, ...CLUSTERS },
  ],
  [
    'a variable the board lacks',
    `sum(rate(cilium_drop_count_total{node=~"$nod"}${W}))`,
    'variables',
    'did you mean $node',
    BOARD,
  ],
  ['a misspelt window', 'sum(rate(cilium_drop_count_total[$__rate_intervall]))', 'variables', '$__rate_interval'],
  [
    'several values under =',
    `sum(rate(cilium_drop_count_total{node="$node"}${W}))`,
    'variables',
    'write node=~"$node"',
    BOARD,
  ],
  [
    'several values under !=',
    `sum(rate(cilium_drop_count_total{node!="\${node}"}${W}))`,
    'variables',
    'write node!~',
    BOARD,
  ],
  [
    'a comparison that keeps every series',
    'sum by (node) (rate(cilium_drop_count_total[5m])) > bool 1',
    'alert-comparison',
    'bool keeps every series',
    ALERT,
  ],
  [
    'one side of or without a limit',
    'max(cilium_bpf_map_pressure) > 0.9 or max(cilium_endpoint)',
    'alert-comparison',
    'compares nothing',
    ALERT,
  ],
  [
    'a window of Grafana in a rule',
    `sum(rate(cilium_drop_count_total${W}))`,
    'alert-grafana-variable',
    '$__rate_interval',
    { use: 'recording' },
  ],
  [
    'a template that is not closed',
    'max by (node) (cilium_bpf_map_pressure) > 0.9',
    'alert-template',
    'does not close',
    { ...ALERT, texts: ['{{ $labels.node is full'] },
  ],
  [
    'a label outside of a template',
    'max by (node) (cilium_bpf_map_pressure) > 0.9',
    'alert-template',
    'printed as it is',
    { ...ALERT, texts: ['$labels.node is full'] },
  ],
  [
    'labels without their dollar',
    'max by (node) (cilium_bpf_map_pressure) > 0.9',
    'alert-template',
    'write $labels',
    { ...ALERT, texts: ['{{ labels.node }}'] },
  ],
  [
    'ready meshes that page',
    'cilium_clustermesh_remote_cluster_readiness_status >= 1',
    'alert-inverted',
    'readiness',
    ALERT,
  ],
  [
    'a limit on the left, the wrong way round',
    '1 <= sum(cilium_operator_lbipam_ips_available)',
    'alert-inverted',
    'addresses that are free',
    ALERT,
  ],
  [
    'a counter above a limit',
    'sum by (node) (cilium_drop_count_total) > 100',
    'alert-latching',
    'use increase()',
    ALERT,
  ],
];
