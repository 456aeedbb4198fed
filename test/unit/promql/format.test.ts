import { describe, expect, it } from 'vitest';
import { dashboards } from '../../../dashboards/index.ts';
import { compile } from '../../../src/compile/compile.ts';
import type { PromNode } from '../../../src/promql/ast.ts';
import { formatPromql } from '../../../src/promql/format.ts';
import { parsePromql } from '../../../src/promql/parse.ts';
import { settingsOf } from '../../support/settings.ts';

/** The tree without positions: what an expression means. */
function meaning(expr: string): unknown {
  const strip = (node: PromNode): unknown =>
    JSON.parse(JSON.stringify(node, (key, value) => (key === 'from' || key === 'to' ? undefined : value)));
  const { root, fault } = parsePromql(expr);
  return root ? strip(root) : fault;
}

const LONG = 'hubble_flows_processed_total{cluster=~"$cluster", source_workload=~"$source_workload"}';

describe('formatPromql', () => {
  it('breaks at operators and around arguments, and leaves selectors whole', () => {
    const expr = `topk(10, sum by (source_workload) (rate(${LONG}[$__rate_interval]))) / on (source_workload) group_left () (sum(rate(${LONG}[5m])) or vector(0))`;
    expect(formatPromql(expr)).toBe(
      [
        'topk(',
        '  10,',
        '  sum by (source_workload) (',
        `    rate(${LONG}[$__rate_interval])`,
        '  )',
        ')',
        '/ on (source_workload) group_left () (',
        '  sum(',
        `    rate(${LONG}[5m])`,
        '  )',
        '  or vector(0)',
        ')',
      ].join('\n'),
    );
  });

  it.each([
    ['a short expression', 'sum(rate(x[5m]))\n  / 2'],
    ['an expression with a comment', `sum(${LONG}) # why: ${'x'.repeat(90)}\n + 1`],
    ['what is no PromQL', `sum(${LONG}${'x'.repeat(40)}`],
  ])('leaves %s as it is', (_, expr) => {
    expect(formatPromql(expr)).toBe(expr);
  });

  it('keeps white space inside strings', () => {
    const expr = `sum by (a) (${LONG.replace('$cluster', 'two  blanks ( here )')})`;
    expect(formatPromql(expr)).toContain('"two  blanks ( here )"');
  });

  it.each([
    ['a grouping at the end', `sum(rate(${LONG}[5m])) by (source_workload)`],
    ['an offset of a subquery', `max_over_time(sum(rate(${LONG}[5m]))[1h:1m] offset 5m)`],
    ['a sign', `-sum without (source_workload) (rate(${LONG}[5m]))`],
    ['nested operators', `(1 - sum(${LONG})) / (sum(${LONG}) + 2 * sum(${LONG})) > bool 3`],
  ])('means the same: %s', (_, expr) => {
    expect(formatPromql(expr)).not.toBe(expr);
    expect(meaning(formatPromql(expr))).toEqual(meaning(expr));
  });

  it('has laid out every shipped query, once and for all', () => {
    const { model } = compile({ dashboards }, settingsOf({ cilium: { from: '1.16' } }));
    for (const { expr } of model.queries) {
      expect(formatPromql(expr)).toBe(expr);
      expect(meaning(formatPromql(expr.replaceAll(/\s+/g, ' ')))).toEqual(meaning(expr.replaceAll(/\s+/g, ' ')));
    }
  });
});
