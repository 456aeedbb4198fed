import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINORS } from '../../../src/catalog/minor.ts';
import { parseDuration, renderDuration } from '../../../src/promql/duration.ts';
import { matching, not, toMatcher } from '../../../src/promql/matchers.ts';
import { parsePromql } from '../../../src/promql/parse.ts';
import type { Selector } from '../../../src/promql/promql.ts';
import { by, perMinor, promql, render } from '../../../src/promql/promql.ts';

const drops: Selector<'cilium_drop_count_total'> = {
  kind: 'selector',
  series: 'cilium_drop_count_total',
  matchers: [
    toMatcher('cluster', { variable: 'cluster', multi: true }),
    toMatcher('reason', ['Policy denied', "CT: Can't create entry from packet"]),
  ],
};

describe('promql', () => {
  it('fills selectors and groupings in', () => {
    const query = promql`sum ${by(drops, 'reason')} (rate(${drops}[$__rate_interval]))`;
    expect(render(query, MINORS)).toBe(
      `sum by (reason) (rate(cilium_drop_count_total{cluster=~"$cluster", reason=~"Policy denied|CT: Can't create entry from packet"}[$__rate_interval]))`,
    );
  });

  it('keeps line breaks and takes the indentation of the source out', () => {
    const query = promql`
      sum(rate(${drops}[5m]))
        / 2`;
    expect(
      render(query, MINORS)
        .split('\n')
        .map((line) => line.slice(0, 8)),
    ).toEqual(['sum(rate', '  / 2']);
  });

  it.each([
    ['only the expression of the one minor', ['1.18'], 'sum(old)'],
    ['only the expression of the newer minors', ['1.19', '1.20'], 'sum(new)'],
    ['both, joined where the series are still apart', ['1.18', '1.19'], 'sum((old or new))'],
  ] as const)('per minor: %s', (_, minors, expected) => {
    const query = promql`sum(${perMinor({ until: '1.18', query: promql`old` }, { from: '1.19', query: promql`new` })})`;
    expect(render(query, minors)).toBe(expected);
  });

  it('refuses a range of minors no expression is given for', () => {
    expect(() => render(perMinor({ from: '1.19', query: promql`x` }), ['1.16', '1.17'])).toThrow(
      'no expression for Cilium 1.16, 1.17',
    );
  });

  it('escapes any value so that it reads back as itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        fc.pre(!/[$[\]\t\r]|\p{C}/u.test(value.replaceAll('\n', '')));
        const expr = render({ ...drops, matchers: [toMatcher('reason', value)] }, MINORS);
        const { root } = parsePromql(expr);
        expect(root?.kind === 'selector' && root.matchers[0]?.value).toBe(value);
      }),
    );
  });

  it('escapes alternatives so that they match literally', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (values) => {
        const { value } = toMatcher('reason', values);
        for (const each of values) expect(new RegExp(`^(?:${value})$`, 's').test(each)).toBe(true);
        expect(new RegExp(`^(?:${value})$`, 's').test(`${values.join('')}?x`)).toBe(false);
      }),
    );
  });

  it.each([
    ['one value', 'a', '=', 'a'],
    ['none of one', not('a'), '!=', 'a'],
    ['none of several', not(['a.', 'b']), '!~', 'a\\.|b'],
    ['a pattern', matching('5..'), '=~', '5..'],
    ['a single-value variable', { variable: 'x', multi: false }, '=', '$x'],
  ])('matches %s with the operator that fits', (_, value, op, text) => {
    expect(toMatcher('l', value)).toEqual({ label: 'l', op, value: text });
  });
});

describe('durations', () => {
  it.each([
    ['30s', 30],
    ['1h30m', 5400],
    ['1d', 86_400],
    ['500ms', 0.5],
  ])('%s is %d seconds, and back', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
    expect(renderDuration(seconds)).toBe(text);
  });

  it.each(['', '30', '5 m', '1.5h', 'm5', '$__rate_interval'])('"%s" is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
