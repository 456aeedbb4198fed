import { describe, expect, it } from 'vitest';
import { walk } from '../../../src/promql/ast.ts';
import { expandVariables } from '../../../src/promql/grafana.ts';
import { labelsOfResult, survives } from '../../../src/promql/labels.ts';
import { parsePromql } from '../../../src/promql/parse.ts';

describe('parsePromql', () => {
  it.each([
    ['a range that is not closed', 'rate(x[5m)', 9],
    ['an operator without a right side', 'sum(a) /', 8],
    ['two expressions in a row', 'a b', 2],
  ])('says where %s stops being PromQL', (_, expr, from) => {
    expect(parsePromql(expr).fault?.from).toBe(from);
  });

  it('reads metrics, matchers and ranges with their positions', () => {
    const expr = 'sum by (a) (rate(foo_total{x="y", z!~"a|b"}[5m] offset 1h)) > 3';
    const found: unknown[] = [];
    const { root } = parsePromql(expr);
    if (root) {
      walk(root, (node) => {
        if (node.kind === 'selector')
          found.push([node.name, node.matchers.map((m) => m.label + m.op + m.value), node.from]);
        if (node.kind === 'matrix') found.push(node.range);
      });
    }
    expect(found).toEqual(['5m', ['foo_total', ['x=y', 'z!~a|b'], expr.indexOf('foo_total')]]);
  });

  it.each([
    ['a metric name as a label', '{__name__="up"}', 'up'],
    ['a quoted metric name', '{"my.metric", a="b"}', 'my.metric'],
  ])('finds the name in %s', (_, expr, name) => {
    const { root } = parsePromql(expr);
    expect(root?.kind === 'selector' && root.name).toBe(name);
  });

  it('leaves the name of a selector open when it is a variable', () => {
    const { root } = parsePromql('$metric{a="b"}');
    expect(root).toMatchObject({ kind: 'selector', matchers: [{ label: 'a', value: 'b' }] });
    expect(root).not.toHaveProperty('name');
  });
});

describe('expandVariables', () => {
  it.each([
    ['a range', 'rate(x[$__rate_interval])', '__rate_interval', 'duration'],
    ['a subquery step', 'max_over_time(x[1h:$step])', 'step', 'duration'],
    ['an offset', 'x offset $back', 'back', 'duration'],
    ['a matcher', 'x{a=~"${ns:regex}"}', 'ns', 'string'],
    ['a grouping', 'sum by (a, $label) (x)', 'label', 'label'],
    ['a metric name', '[[metric]]{a="b"}', 'metric', 'metric'],
    ['a parameter', 'topk($k, x)', 'k', 'number'],
  ])('tells a variable in %s by its place', (_, expr, name, place) => {
    const { variables, text } = expandVariables(expr);
    expect(variables).toMatchObject([{ name, place }]);
    expect(text).toHaveLength(expr.length);
    expect(parsePromql(expr).fault).toBeUndefined();
  });
});

describe('labelsOfResult', () => {
  const series = new Set(['a', 'b', 'le']);
  it.each([
    ['by keeps what it names', 'sum by (a) (rate(x[5m]))', ['a'], ['b']],
    ['an aggregation without grouping keeps nothing', 'sum(x)', [], ['a']],
    ['without drops what it names', 'sum without (a) (x)', ['b'], ['a']],
    ['topk keeps every label', 'topk(3, x)', ['a', 'b'], []],
    ['histogram_quantile drops le', 'histogram_quantile(0.9, sum by (le, a) (rate(x[5m])))', ['a'], ['le']],
    ['on keeps the labels matched on', 'x / on (a) y', ['a'], ['b']],
    ['ignoring drops what it ignores', 'x / ignoring (a) y', ['b'], ['a']],
    ['group_left keeps the left side and adds', 'x * on (a) group_left (c) y', ['a', 'b', 'c'], []],
    ['a comparison keeps the left side', 'sum by (a) (x) > 3', ['a'], ['b']],
    ['a scalar on the left changes nothing', '1 - sum by (a) (x)', ['a'], ['b']],
    ['or keeps what both sides have', 'sum by (a, b) (x) or sum by (a) (y)', ['a'], ['b']],
    ['label_replace adds a label', 'label_replace(sum by (a) (x), "c", "$1", "a", "(.*)")', ['a', 'c'], ['b']],
    ['absent keeps equality matchers', 'absent(x{a="1", b=~"2"})', ['a'], ['b']],
    ['vector has no labels', 'vector(1)', [], ['a']],
    ['count_values adds its label', 'count_values by (a) ("v", x)', ['a', 'v'], ['b']],
  ])('%s', (_, expr, kept, dropped) => {
    const { root } = parsePromql(expr);
    if (!root) throw new Error(`not parsed: ${expr}`);
    const result = labelsOfResult(root);
    const has = (label: string) => survives(label, result, () => series);
    expect([kept.filter(has), dropped.filter(has)]).toEqual([kept, []]);
  });
});
