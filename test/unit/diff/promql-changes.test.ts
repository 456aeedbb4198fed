import { describe, expect, it } from 'vitest';
import { promqlChanges } from '../../../src/diff/promql/compare.ts';
import { promqlOf } from '../../../src/model/query.ts';
import { formatPromql } from '../../../src/promql/format.ts';
import { pack } from '../../support/pack.ts';

const said = (before: string, after: string) =>
  promqlChanges(before, after).map(({ text, effect }) => (effect ? `${text} (${effect})` : text));

describe('two queries', () => {
  it.each<[string, string, readonly string[]]>([
    ['up > 5', 'up > 10', ['threshold `> 5` became `> 10` (laxer)']],
    ['up < 5', 'up < 10', ['threshold `< 5` became `< 10` (stricter)']],
    ['up > 5', 'up >= 5', ['`> 5` became `>= 5` (stricter)']],
    ['up{a="b"} == 0', 'up{a="b",c="d"} == 0', ['matcher `c="d"` added (laxer)']],
    ['x{r=~"a|b"} > 1', 'x{r=~"b|c|a"} > 1', ['`r` also matches `c` (stricter)']],
    ['x{r!~"a|b"} > 1', 'x{r!~"a"} > 1', ['`r` no longer leaves out `b` (stricter)']],
    ['a > 1', 'a > 1 and b', ['`and b` added (laxer)']],
    ['a > 1 and b', 'a > 1', ['`and b` removed (stricter)']],
    ['a > 1 unless c', 'a > 1 unless c unless d', ['`unless d` added (laxer)']],
    ['a > 1 unless c > 1', 'a > 1 unless c > 2', ['threshold `> 1` became `> 2` (stricter)']],
    ['x or y', 'x', ['`or y` removed (laxer)']],
    [
      'sum(a) / sum(b) > 0.1',
      'sum(a{x="1"}) / sum(b) > 0.2',
      ['matcher `x="1"` added (laxer)', 'threshold `> 0.1` became `> 0.2` (laxer)'],
    ],
    // fewer series make the sum smaller and the ratio greater, and may make it disappear
    ['sum(a) / sum(b) > 0.1', 'sum(a) / sum(b{x="1"}) > 0.1', ['matcher `x="1"` added']],
    ['absent(up{job="a"})', 'absent(up{job="a",b="c"})', ['matcher `b="c"` added (stricter)']],
    [
      'sum by (pod) (rate(x[5m]))',
      'sum by (node) (rate(x[10m]))',
      ['`by (pod)` became `by (node)`', 'window 5m became 10m'],
    ],
    ['sum(x)', 'sum by (a) (x)', ['`by (a)` added']],
    ['sum_over_time(x[30d:5m])', 'sum_over_time(x[7d:1m])', ['window 30d:5m became 7d:1m']],
    ['rate(x[$__rate_interval])', 'rate(x[5m])', ['window $__rate_interval became 5m']],
    ['topk(5, x)', 'topk(10, x)', ['`5` became `10`']],
    [
      'histogram_quantile(0.99, sum by (le) (x))',
      'histogram_quantile(0.95, sum by (le) (x))',
      ['`0.99` became `0.95`'],
    ],
    ['x offset 1d', 'x offset 2d', ['`offset 1d` became `offset 2d`']],
    ['a and on (x) b', 'a and on (x, y) b', ['`and on (x)` became `and on (x, y)`']],
    ['sum(x)', 'clamp_min(sum(x), 0)', ['put within `clamp_min()`']],
    ['clamp_min(sum(x), 0)', 'sum(x)', ['no longer within `clamp_min()`']],
    ['a * b', 'a / b', ['`*` became `/`']],
    ['a / b', 'a / (b > 0)', ['`> 0` added']],
    ['sum(a) * 8', 'sum(a)', ['`* 8` removed']],
    ['x{a="$v"}', 'x{a=~"$v"}', ['matcher `a="$v"` became `a=~"$v"`']],
    ['x', 'y', ['metric `x` became `y`']],
    ['a >', 'b >', ['text changed']],
    ['$metric{a="1"}', '$metric{a="2"}', ['matcher `a="1"` became `a="2"`']],
  ])('%s -> %s', (before, after, words) => {
    expect(said(before, after)).toEqual(words);
  });

  it.each([
    ['sum by (a, b) (x)', 'sum by (b,a)(x)'],
    ['x{b="2", a="1"}', 'x{a="1",b="2"}'],
    ['x{r=~"a|b"}', 'x{r=~"b|a"}'],
    ['((a))', 'a'],
    ['x > 5.0', 'x > 5'],
    ['a +\n  b', 'a + b'],
    ['a > ', 'a >'],
  ])('%s and %s mean the same', (before, after) => {
    expect(said(before, after)).toEqual([]);
  });
});

describe('every shipped query', () => {
  const expressions = [...new Set(pack().queries.map((query) => promqlOf(query, query.expr)))];

  it('means the same however it is laid out', () => {
    const changed = expressions.filter((expr) => {
      const oneLine = expr.replace(/\s+/g, ' ');
      return promqlChanges(expr, formatPromql(oneLine)).length + promqlChanges(`(${expr})`, oneLine).length > 0;
    });
    expect(changed).toEqual([]);
    expect(expressions.length).toBeGreaterThan(500);
  });

  it('differs from every other, in words', () => {
    const rows = expressions.slice(0, -1).map((expr, index) => [expr, expressions[index + 1] ?? ''] as const);
    expect(rows.filter(([a, b]) => promqlChanges(a, b).length === 0)).toEqual([]);
  });

  it('tells another window as that and nothing else', () => {
    const windows = expressions.filter((expr) => /\[5m\]/.test(expr) && !/\[7m\]/.test(expr));
    const told = windows.map((expr) => said(expr, expr.replaceAll('[5m]', '[7m]')));
    expect(told.filter((words) => words.join() !== 'window 5m became 7m')).toEqual([]);
    expect(windows.length).toBeGreaterThan(40);
  });
});
