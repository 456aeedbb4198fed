import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/dashboard.ts';
import { colorNamed, paletteColor, schemeColor } from '../../src/preview/colors.ts';
import { shown } from '../../src/preview/display.ts';
import { fieldConfigOf } from '../../src/preview/field.ts';
import { legendText } from '../../src/preview/legends.ts';
import { reduced } from '../../src/preview/reducers.ts';
import { formattedText } from '../../src/preview/units.ts';

const series = { name: 'node n01', refId: 'A', kind: 'number' } as const;
const override = (id: string, options: string | JsonObject, ...properties: JsonObject[]) => ({
  matcher: { id, options },
  properties,
});
const showing = { theme: 'dark', index: 0, range: [0, 100], now: 0 } as const;

describe('overrides', () => {
  it.each<[what: string, JsonObject, unit: string]>([
    ['by name', override('byName', 'node n01', { id: 'unit', value: 's' }), 's'],
    ['by another name', override('byName', 'node', { id: 'unit', value: 's' }), 'pps'],
    ['by pattern', override('byRegexp', '/^node/', { id: 'unit', value: 's' }), 's'],
    ['by a pattern that is none', override('byRegexp', '/(/', { id: 'unit', value: 's' }), 'pps'],
    ['by query', override('byFrameRefID', 'A', { id: 'unit', value: 's' }), 's'],
    ['by kind', override('byType', 'number', { id: 'unit', value: 's' }), 's'],
    ['by names', override('byNames', { names: ['node n01'] }, { id: 'unit', value: 's' }), 's'],
    ['by what nobody knows', override('byMagic', 'x', { id: 'unit', value: 's' }), 'pps'],
  ])('%s', (_, rule, unit) => {
    expect(fieldConfigOf({ defaults: { unit: 'pps' }, overrides: [rule] }, series).unit).toBe(unit);
  });

  it('reach into what belongs to the kind of panel, and keep the rest of it', () => {
    const overrides = [override('byName', 'node n01', { id: 'custom.stacking.mode', value: 'normal' })];
    const defaults = { custom: { lineWidth: 2, stacking: { group: 'A', mode: 'none' } } };
    expect(fieldConfigOf({ defaults, overrides }, series).custom).toEqual({
      lineWidth: 2,
      stacking: { group: 'A', mode: 'normal' },
    });
  });
});

describe('a value', () => {
  const steps = [
    { color: 'green', value: null },
    { color: 'orange', value: 50 },
    { color: 'red', value: 90 },
  ];
  const mappings = [
    { type: 'value', options: { '0': { text: 'down', color: 'red' } } },
    { type: 'range', options: { from: 1, to: 5, result: { text: 'few' } } },
    { type: 'special', options: { match: 'null', result: { text: 'unknown' } } },
    { type: 'regex', options: { pattern: '^abc', result: { text: 'letters' } } },
  ];
  it.each<[what: string, JsonObject, value: number | string | null, text: string, color?: string]>([
    ['below all thresholds', { color: { mode: 'thresholds' }, thresholds: { steps } }, 10, '10', '#73BF69'],
    ['at a threshold', { color: { mode: 'thresholds' }, thresholds: { steps } }, 50, '50', '#FF9830'],
    ['above all', { color: { mode: 'thresholds' }, thresholds: { steps } }, 99, '99', '#F2495C'],
    [
      'by share of the range',
      { color: { mode: 'thresholds' }, min: 0, max: 1000, thresholds: { mode: 'percentage', steps } },
      600,
      '600',
      '#FF9830',
    ],
    ['of a fixed colour', { color: { mode: 'fixed', fixedColor: 'purple' } }, 1, '1', '#B877D9'],
    ['of the palette', {}, 1, '1', '#73BF69'],
    ['that is none', { noValue: 'Nothing' }, null, 'Nothing'],
    ['that is none and has no text', {}, null, 'No data'],
    ['mapped by value', { mappings }, 0, 'down', '#F2495C'],
    ['mapped by range', { mappings }, 3, 'few'],
    ['mapped as nothing', { mappings }, null, 'unknown'],
    ['mapped by pattern', { mappings }, 'abcdef', 'letters'],
    ['that no mapping names', { mappings, unit: 's' }, 7, '7 s'],
  ])('%s', (_, defaults, value, text, color) => {
    const result = shown(value, fieldConfigOf({ defaults }, series), showing);
    expect(formattedText(result)).toBe(text);
    if (color) expect(result.color).toBe(color);
  });
});

describe('colours', () => {
  it('go around the palette, and follow the theme', () => {
    expect(paletteColor(0, 'light')).toBe('#56A64B');
    expect(paletteColor(18, 'dark')).toBe(paletteColor(0, 'dark'));
  });

  it.each([
    ['red', '#F2495C'],
    ['#123456', '#123456'],
    ['rgba(1, 2, 3, 0.5)', 'rgba(1, 2, 3, 0.5)'],
    ['url(http://evil)', '#808080'],
    ['red;background:url(x)', '#808080'],
  ])('%s is %s', (name, color) => {
    expect(colorNamed(name, 'dark')).toBe(color);
  });

  it('of a scheme go from its first to its last', () => {
    expect([0, 1].map((share) => schemeColor('continuous-GrYlRd', share, 'dark'))).toEqual([
      'rgb(115, 191, 105)',
      'rgb(242, 73, 92)',
    ]);
  });
});

describe('names of series', () => {
  it.each<[format: string, labels: Record<string, string>, text: string]>([
    ['{{node}}', { node: 'n01' }, 'n01'],
    ['{{ namespace }}/{{workload}}', { namespace: 'shop', workload: 'cart' }, 'shop/cart'],
    ['{{gone}} x', { node: 'n01' }, ' x'],
    ['total', {}, 'total'],
    ['', { __name__: 'up', job: 'a' }, 'up{job="a"}'],
    ['', { job: 'a' }, '{job="a"}'],
    ['', { __name__: 'up' }, 'up'],
    ['', {}, 'sum( up)'],
    ['{{node}}', {}, 'sum( up)'],
  ])('%s of %j is %s', (format, labels, text) => {
    expect(legendText(format, labels, { alone: true, expr: 'sum(\n  up)' })).toBe(text);
  });
});

describe('calculations', () => {
  it.each<[id: string, result: number | undefined]>([
    ['lastNotNull', 4],
    ['last', undefined],
    ['firstNotNull', 1],
    ['min', 1],
    ['max', 5],
    ['mean', 3],
    ['sum', 12],
    ['count', 6],
    ['range', 4],
    ['diff', 3],
    ['delta', 8],
    ['median', 3],
    ['p50', 3],
    ['distinctCount', 4],
  ])('%s', (id, result) => {
    expect(reduced([null, 1, 5, null, 2, 4].toSpliced(3, 1).concat(null), id)).toBe(result);
  });

  it('of nothing are nothing', () => {
    expect(['lastNotNull', 'max', 'mean', 'p95'].map((id) => reduced([null, null], id))).toEqual(
      Array(4).fill(undefined),
    );
  });
});
