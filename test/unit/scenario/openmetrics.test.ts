import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { boundText } from '../../../src/scenario/expose.ts';
import { escapeLabel, openMetricsFile, renderLabels, typeLine } from '../../../src/scenario/openmetrics.ts';

describe('openMetricsFile', () => {
  it('writes family after family, every sample with its time in seconds, and ends with EOF', () => {
    const dir = mkdtempSync(join(tmpdir(), 'ciliascope-om-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    const file = openMetricsFile(join(dir, 'x.om'), { start: 1000, end: 1060, step: 30, onset: 1030 });
    const labels = { node: 'n01', reason: 'Policy denied' };
    file.add({
      name: 'cilium_drop_count_total',
      type: 'counter',
      series: () => [{ name: 'cilium_drop_count_total', labels, first: 0, values: Float64Array.of(1, 2, 3) }],
    });
    const written = file.add({
      name: 'up',
      type: 'gauge',
      series: () => [{ name: 'up', labels: {}, first: 1, values: Float64Array.of(0, 1, 0.25) }],
    });
    file.close();
    expect(written).toEqual({ series: 2, samples: 5 });
    expect(readFileSync(file.path, 'utf8')).toBe(
      [
        '# TYPE cilium_drop_count counter',
        'cilium_drop_count_total{node="n01",reason="Policy denied"} 1 1000',
        'cilium_drop_count_total{node="n01",reason="Policy denied"} 2 1030',
        'cilium_drop_count_total{node="n01",reason="Policy denied"} 3 1060',
        '# TYPE up gauge',
        'up 1 1030',
        'up 0.25 1060',
        '# EOF',
        '',
      ].join('\n'),
    );
  });
});

describe('text of OpenMetrics', () => {
  it.each([
    ['quotes, backslashes and line ends are escaped', 'a"b\\c\nd', 'a\\"b\\\\c\\nd'],
    ['other text stays as it is', "CT: Can't create entry (Ü) {x}", "CT: Can't create entry (Ü) {x}"],
  ])('%s', (_, value, escaped) => {
    expect(escapeLabel(value)).toBe(escaped);
  });

  it('leaves out labels without a value, which Prometheus takes for absent', () => {
    expect(renderLabels({ rcode: '', node: 'n01' })).toBe('{node="n01"}');
    expect(renderLabels({ rcode: '' })).toBe('');
  });

  it.each([
    ['a counter loses its suffix in the TYPE line', 'x_total', 'counter', '# TYPE x counter\n'],
    [
      'a counter without the suffix is of unknown type',
      'cilium_act_errors',
      'counter',
      '# TYPE cilium_act_errors unknown\n',
    ],
    ['a gauge keeps its name, whatever it looks like', 'cilium_x_total', 'gauge', '# TYPE cilium_x_total gauge\n'],
    ['a histogram is one', 'x_seconds', 'histogram', '# TYPE x_seconds histogram\n'],
  ] as const)('%s', (_, name, type, line) => {
    expect(typeLine(name, type)).toBe(line);
  });

  it.each([
    ['0.005 as it is', 0.005, 'agent', '0.005'],
    ['whole numbers without a point', 10, 'agent', '10'],
    ['below 1e-4 with an exponent, as Go prints', 0.00001, 'agent', '1e-05'],
    ['from a million on with an exponent, as Go prints', 3_600_000, 'agent', '3.6e+06'],
    ['Envoy prints digits', 3_600_000, 'envoy', '3600000'],
  ] as const)('a bucket bound is written %s', (_, bound, component, text) => {
    expect(boundText(bound, { component })).toBe(text);
  });
});
