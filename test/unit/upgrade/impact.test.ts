import { describe, expect, it } from 'vitest';
import type { Minor } from '../../../src/catalog/minor.ts';
import type { Query } from '../../../src/model/query.ts';
import type { Use } from '../../../src/upgrade/finding.ts';
import { breaks } from '../../../src/upgrade/upgrade.ts';
import { upgradeOf, useOf } from '../../support/upgrade.ts';

const W = '[5m]';

type Row = readonly [
  name: string,
  expr: string,
  upgrade: readonly [from: Minor, to: Minor],
  change: readonly [kind: string, label?: string],
  use: Partial<Use>,
  query?: Partial<Query>,
];

const breaking: readonly Row[] = [
  [
    'a metric that goes',
    'sum(cilium_cidrgroups_referenced)',
    ['1.17', '1.18'],
    ['metric-removed'],
    { effect: 'empty', during: 'old-only' },
  ],
  [
    'a metric with a successor that has other labels',
    'sum(cilium_clustermesh_global_services)',
    ['1.18', '1.20'],
    ['metric-removed'],
    { remedy: { kind: 'metric', name: 'cilium_clustermesh_remote_cluster_services' } },
  ],
  [
    'the bucket of a histogram that becomes a gauge',
    `rate(cilium_agent_bootstrap_seconds_bucket${W})`,
    ['1.17', '1.18'],
    ['type'],
    { effect: 'empty', remedy: { kind: 'series', names: ['cilium_agent_bootstrap_seconds'] } },
  ],
  [
    'a label that is matched',
    'cilium_bgp_control_plane_session_state{vrouter="65001"} == 0',
    ['1.19', '1.20'],
    ['label-removed', 'vrouter'],
    { effect: 'label-gone', during: 'old-only' },
  ],
  [
    'a label that is grouped by',
    'min by (vrouter) (cilium_bgp_control_plane_session_state)',
    ['1.19', '1.20'],
    ['label-removed', 'vrouter'],
    {
      effect: 'label-gone',
      during: 'mixed',
      remedy: { kind: 'labels', both: ['neighbor', 'neighbor_asn'], later: ['instance_name', 'local_asn'] },
    },
  ],
  [
    'a label that two vectors are matched on',
    'cilium_clustermesh_remote_cluster_nodes * on (source_node_name) group_left () cilium_clustermesh_remote_cluster_failures',
    ['1.18', '1.19'],
    ['label-removed', 'source_node_name'],
    { effect: 'label-gone' },
  ],
  [
    'a label that a drop-down offers',
    'label_values(cilium_clustermesh_remote_cluster_nodes, source_cluster)',
    ['1.18', '1.19'],
    ['label-removed', 'source_cluster'],
    { effect: 'label-gone' },
    { use: 'variable', label: 'source_cluster' },
  ],
  [
    'vectors that match by all labels, one of which only one side gets',
    'cilium_ip_addresses / cilium_ipam_capacity',
    ['1.19', '1.20'],
    ['label-added', 'cidr'],
    { effect: 'join-fails', during: 'old-only' },
  ],
  [
    'a value that is matched',
    `rate(cilium_endpoint_regenerations_total{outcome="failure"}${W})`,
    ['1.17', '1.18'],
    ['label-values', 'outcome'],
    { effect: 'matches-nothing', during: 'old-only', about: 'outcome="failure"' },
  ],
  [
    'a value that is left out',
    `sum(rate(cilium_policy_change_total{outcome!="failure"}${W}))`,
    ['1.19', '1.20'],
    ['label-values', 'outcome'],
    { effect: 'excludes-nothing' },
  ],
  [
    'one of two values that a pattern lists',
    `sum(rate(cilium_policy_change_total{outcome=~"success|failure"}${W}))`,
    ['1.19', '1.20'],
    ['label-values', 'outcome'],
    { effect: 'matches-nothing' },
  ],
  [
    'a bucket edge that goes',
    `sum(rate(cilium_endpoint_regeneration_time_stats_seconds_bucket{le="0.25"}${W}))`,
    ['1.18', '1.20'],
    ['buckets'],
    { effect: 'edge-gone', remedy: { kind: 'edges', both: [0.01, 0.1, 1, 10] } },
  ],
  [
    'a family that nothing feeds',
    `sum(rate(hubble_kafka_requests_total${W}))`,
    ['1.19', '1.20'],
    ['meaning'],
    { effect: 'empty' },
  ],
];

const answering: readonly Row[] = [
  [
    'a value in both spellings',
    `rate(cilium_endpoint_regenerations_total{outcome=~"fail|failure"}${W})`,
    ['1.17', '1.18'],
    ['label-values'],
    { effect: 'covered', during: 'all' },
  ],
  [
    'a pattern that fits both spellings',
    `rate(cilium_policy_change_total{outcome=~"fail.*"}${W})`,
    ['1.17', '1.20'],
    ['label-values'],
    { effect: 'covered' },
  ],
  [
    'a pattern without regard to case',
    `rate(cilium_errors_warnings_total{level=~"(?i)error"}${W})`,
    ['1.17', '1.20'],
    ['label-values'],
    { effect: 'covered' },
  ],
  [
    'both names inside of the aggregation',
    `sum(rate(cilium_operator_lbipam_ips_used_total${W}) or rate(cilium_operator_lbipam_ips_used${W}))`,
    ['1.16', '1.17'],
    ['metric-removed'],
    { effect: 'covered', during: 'all' },
  ],
  [
    'both names around the aggregation, which mixes while both run',
    `sum(cilium_operator_lbipam_ips_used_total) or sum(cilium_operator_lbipam_ips_used)`,
    ['1.16', '1.17'],
    ['metric-removed'],
    { effect: 'covered', during: 'mixed', remedy: { kind: 'or-inside' } },
  ],
  [
    'a label that is added up',
    `sum(rate(cilium_policy_change_total${W}))`,
    ['1.19', '1.20'],
    ['label-added', 'source'],
    { effect: 'aggregated', during: 'all' },
  ],
  [
    'an edge that both have',
    `sum(rate(cilium_endpoint_regeneration_time_stats_seconds_bucket{le="1"}${W}))`,
    ['1.18', '1.20'],
    ['buckets'],
    { effect: 'covered' },
  ],
];

const noted: readonly Row[] = [
  [
    'a metric that is not there yet',
    'sum(cilium_bpf_maps)',
    ['1.16', '1.20'],
    ['metric-new'],
    { effect: 'starts', during: 'new-only' },
  ],
  [
    'a metric whose presence is not known',
    'sum(cilium_operator_ipam_ips)',
    ['1.19', '1.20'],
    ['metric-unverified'],
    { effect: 'may-be-empty' },
  ],
  [
    'a label that splits lines',
    `rate(cilium_policy_change_total${W})`,
    ['1.19', '1.20'],
    ['label-added', 'operation'],
    { effect: 'more-series' },
  ],
  [
    'a mean over more series',
    `avg by (outcome) (rate(cilium_policy_change_total${W}))`,
    ['1.19', '1.20'],
    ['label-added', 'operation'],
    { effect: 'over-more-series', about: 'avg', during: 'mixed' },
  ],
  [
    'values that are shown',
    `sum by (outcome) (rate(cilium_policy_change_total${W}))`,
    ['1.19', '1.20'],
    ['label-values'],
    { effect: 'other-values' },
  ],
  [
    'a quantile over nodes of both minors',
    `histogram_quantile(0.99, sum by (le) (rate(cilium_endpoint_regeneration_time_stats_seconds_bucket${W})))`,
    ['1.18', '1.20'],
    ['buckets'],
    { effect: 'other-edges', during: 'mixed', remedy: { kind: 'group-by-agent' } },
  ],
  [
    'a quantile of each node',
    `histogram_quantile(0.99, sum by (le, node) (rate(cilium_endpoint_regeneration_time_stats_seconds_bucket${W})))`,
    ['1.18', '1.20'],
    ['buckets'],
    { effect: 'other-edges', during: 'all' },
  ],
  [
    'a colour that changes at an edge that goes',
    `histogram_quantile(0.99, sum by (le) (rate(cilium_endpoint_regeneration_time_stats_seconds_bucket${W})))`,
    ['1.18', '1.20'],
    ['buckets'],
    { effect: 'other-edges', about: '2.5', remedy: { kind: 'edges', both: [0.01, 0.1, 1, 10] } },
    { thresholds: [1, 2.5] },
  ],
  [
    'a label in a legend',
    'cilium_clustermesh_remote_cluster_nodes',
    ['1.18', '1.19'],
    ['label-removed', 'source_cluster'],
    { effect: 'legend' },
    { legend: '{{source_cluster}}' },
  ],
  [
    'ICMP by family',
    `sum by (family) (rate(hubble_icmp_total${W}))`,
    ['1.18', '1.19'],
    ['meaning'],
    { effect: 'meaning' },
  ],
  [
    'policy maps by name',
    'max(cilium_bpf_map_pressure{map_name=~"cilium_policy_.*"})',
    ['1.16', '1.20'],
    ['meaning'],
    { effect: 'meaning' },
  ],
];

const tables = [
  ['breaks', breaking, true],
  ['works-on-both', answering, false],
  ['note', noted, false],
] as const;

describe.each(tables)('%s', (severity, rows, isBroken) => {
  it.each(rows.map(([name, ...rest]) => ({ name, rest })))('$name', ({ rest: [expr, upgrade, change, use, query] }) => {
    const report = upgradeOf(expr, ...upgrade, query);
    expect(useOf(report, ...change)).toMatchObject({ severity, ...use });
    expect(breaks(report)).toBe(isBroken);
  });
});

describe('a query that does not notice', () => {
  it.each([
    ['reads what stays', `sum(rate(cilium_forward_count_total${W}))`],
    ['leaves the label alone that goes', 'count(cilium_clustermesh_remote_cluster_nodes)'],
    ['counts a histogram whose buckets change', `sum(rate(cilium_policy_implementation_delay_count${W}))`],
    ['matches the other value', `sum by (pod) (rate(cilium_errors_warnings_total{subsystem="x"}${W}))`],
    ['reads other maps', 'max(cilium_bpf_map_pressure{map_name="ct_any4_global"})'],
    ['is none of Cilium', 'sum(rate(container_cpu_usage_seconds_total[5m]))'],
  ])('%s', (_, expr) => {
    expect(upgradeOf(expr, '1.16', '1.20')).toMatchObject({ findings: [], faulty: [] });
  });
});

describe('a query that gave nothing before', () => {
  it('is not broken by the upgrade, and is named', () => {
    const report = upgradeOf('sum(cilium_policy_import_errors_total)', '1.17', '1.20');
    expect(breaks(report)).toBe(false);
    expect(report.faulty).toMatchObject([
      { when: 'both', messages: [expect.stringContaining('cilium_policy_change_total')] },
    ]);
  });

  it('is not broken by a change of something else in it either', () => {
    const report = upgradeOf('sum(cilium_agent_up) / sum(cilium_ipam_capacity)', '1.19', '1.20');
    expect([breaks(report), report.faulty.length]).toEqual([false, 1]);
  });
});
