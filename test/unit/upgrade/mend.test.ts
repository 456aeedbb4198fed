import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Minor } from '../../../src/catalog/minor.ts';
import { runPromtool } from '../../../src/scenario/promtool.ts';
import { breaks } from '../../../src/upgrade/upgrade.ts';
import { requireEngine } from '../../support/engines.ts';
import { mendedIn, upgradeOf } from '../../support/upgrade.ts';

interface Row {
  readonly name: string;
  readonly expr: string;
  readonly upgrade: readonly [from: Minor, to: Minor];
  readonly mended: string;
  /** Series of a node of each minor: rates of 1 and 2 per second, gauges of 1 and 2. */
  readonly series: readonly (readonly [series: string, values: string])[];
  /** What the mended expression gives while both run. */
  readonly value: number;
}

const OLD = '0+60x10';
const NEW = '0+120x10';

const rows: readonly Row[] = [
  {
    name: 'a value that is spelt otherwise',
    expr: 'sum(rate(cilium_policy_change_total{outcome="failure"}[5m]))',
    upgrade: ['1.19', '1.20'],
    mended: 'sum(rate(cilium_policy_change_total{outcome=~"failure|fail"}[5m]))',
    series: [
      ['cilium_policy_change_total{node="a", outcome="failure"}', OLD],
      ['cilium_policy_change_total{node="b", outcome="fail", source="k8s", operation="update"}', NEW],
    ],
    value: 3,
  },
  {
    name: 'a value that is left out',
    expr: 'sum(rate(cilium_endpoint_regenerations_total{outcome!="failure"}[5m]))',
    upgrade: ['1.17', '1.18'],
    mended: 'sum(rate(cilium_endpoint_regenerations_total{outcome!~"failure|fail"}[5m]))',
    series: [
      ['cilium_endpoint_regenerations_total{node="a", outcome="failure"}', OLD],
      ['cilium_endpoint_regenerations_total{node="a", outcome="success"}', OLD],
      ['cilium_endpoint_regenerations_total{node="b", outcome="fail"}', NEW],
      ['cilium_endpoint_regenerations_total{node="b", outcome="success"}', NEW],
    ],
    value: 3,
  },
  {
    name: 'a pattern that lists the old spellings',
    expr: 'sum(rate(cilium_errors_warnings_total{level=~"error|warning"}[5m]))',
    upgrade: ['1.17', '1.20'],
    mended: 'sum(rate(cilium_errors_warnings_total{level=~"error|warning|ERROR|WARN"}[5m]))',
    series: [
      ['cilium_errors_warnings_total{node="a", level="warning"}', OLD],
      ['cilium_errors_warnings_total{node="b", level="WARN"}', NEW],
      ['cilium_errors_warnings_total{node="b", level="INFO"}', NEW],
    ],
    value: 3,
  },
  {
    name: 'a counter that was renamed, within the function over its range',
    expr: 'sum(increase(cilium_bgp_control_plane_reconcile_error_count{node=~".+"}[5m]) > 0)',
    upgrade: ['1.17', '1.18'],
    mended:
      'sum((increase(cilium_bgp_control_plane_reconcile_error_count{node=~".+"}[5m]) or increase(cilium_bgp_control_plane_reconcile_errors_total{node=~".+"}[5m])) > 0)',
    series: [
      ['cilium_bgp_control_plane_reconcile_error_count{node="a", vrouter="1"}', OLD],
      ['cilium_bgp_control_plane_reconcile_errors_total{node="b", vrouter="1"}', NEW],
    ],
    value: 900,
  },
  {
    name: 'a gauge that was renamed, twice in one expression',
    expr: 'sum(cilium_operator_lbipam_ips_used_total) / (sum(cilium_operator_lbipam_ips_used_total) + sum(cilium_operator_lbipam_ips_available_total))',
    upgrade: ['1.16', '1.17'],
    mended:
      'sum(cilium_operator_lbipam_ips_used_total or cilium_operator_lbipam_ips_used) / (sum(cilium_operator_lbipam_ips_used_total or cilium_operator_lbipam_ips_used) + sum(cilium_operator_lbipam_ips_available_total or cilium_operator_lbipam_ips_available))',
    series: [
      ['cilium_operator_lbipam_ips_used_total{pool="p", pod="a"}', '1x10'],
      ['cilium_operator_lbipam_ips_available_total{pool="p", pod="a"}', '1x10'],
      ['cilium_operator_lbipam_ips_used{pool="p", pod="b"}', '2x10'],
      ['cilium_operator_lbipam_ips_available{pool="p", pod="b"}', '2x10'],
    ],
    value: 0.5,
  },
  {
    name: 'the buckets of a histogram that was renamed',
    expr: 'sum(rate(cilium_identity_cache_timer_duration_bucket{le="1"}[5m]))',
    upgrade: ['1.17', '1.18'],
    mended:
      'sum(rate(cilium_identity_cache_timer_duration_bucket{le="1"}[5m]) or rate(cilium_identity_updater_timer_duration_bucket{le="1"}[5m]))',
    series: [
      ['cilium_identity_cache_timer_duration_bucket{node="a", name="n", le="1"}', OLD],
      ['cilium_identity_updater_timer_duration_bucket{node="b", name="n", le="1"}', NEW],
    ],
    value: 3,
  },
  {
    name: 'a label that only one side of a division gets',
    expr: 'sum(cilium_ip_addresses{family="ipv4"} / cilium_ipam_capacity{family="ipv4"})',
    upgrade: ['1.19', '1.20'],
    mended: 'sum(cilium_ip_addresses{family="ipv4"} / sum without (cidr) (cilium_ipam_capacity{family="ipv4"}))',
    series: [
      ['cilium_ip_addresses{node="a", family="ipv4"}', '1x10'],
      ['cilium_ipam_capacity{node="a", family="ipv4"}', '4x10'],
      ['cilium_ip_addresses{node="b", family="ipv4"}', '2x10'],
      ['cilium_ipam_capacity{node="b", family="ipv4", cidr="10.0.0.0/24"}', '4x10'],
    ],
    value: 0.75,
  },
];

const oneLine = (expr: string) => expr.replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/ \)/g, ')');

describe('the expression that is right on both minors', () => {
  it.each(rows)('$name: written so, and nothing breaks any more', ({ expr, upgrade, mended }) => {
    expect(oneLine(mendedIn(upgradeOf(expr, ...upgrade)) ?? 'none')).toBe(mended);
    expect(breaks(upgradeOf(mended, ...upgrade))).toBe(false);
  });

  it.each(rows)('$name: counts the nodes of both, for promtool', async ({ expr, upgrade, series, value }) => {
    const folder = mkdtempSync(join(tmpdir(), 'ciliascope-mend-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'test.json');
    const mended = mendedIn(upgradeOf(expr, ...upgrade));
    const samples = [{ labels: '{}', value }];
    const tests = [
      {
        interval: '1m',
        input_series: series.map(([name, values]) => ({ series: name, values })),
        promql_expr_test: [{ expr: mended, eval_time: '10m', exp_samples: samples }],
      },
    ];
    writeFileSync(file, JSON.stringify({ evaluation_interval: '1m', tests }));
    const { code, output } = await runPromtool(requireEngine('promtool'), ['test', 'rules', file]);
    expect([code, output]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });

  it.each([
    ['another metric, which only a human can choose', 'sum(cilium_clustermesh_global_services)', '1.18', '1.20'],
    [
      'a renamed metric whose labels changed since',
      'sum by (vrouter) (cilium_bgp_control_plane_reconcile_error_count)',
      '1.17',
      '1.20',
    ],
    ['a label that is gone', 'min by (vrouter) (cilium_bgp_control_plane_session_state)', '1.19', '1.20'],
    [
      'one fault with an answer beside one without',
      'sum(cilium_cidrgroups_referenced) + sum(rate(cilium_policy_change_total{outcome="failure"}[5m]))',
      '1.17',
      '1.20',
    ],
  ] as const)('is not made up for %s', (_, expr, from, to) => {
    const report = upgradeOf(expr, from, to);
    expect([breaks(report), mendedIn(report)]).toEqual([true, undefined]);
  });

  it('mends what a drop-down asks, within label_values()', () => {
    const expr = 'label_values(cilium_policy_change_total{outcome="failure"}, node)';
    const report = upgradeOf(expr, '1.19', '1.20', { use: 'variable', label: 'node' });
    expect(mendedIn(report)).toBe('label_values(cilium_policy_change_total{outcome=~"failure|fail"}, node)');
  });
});
