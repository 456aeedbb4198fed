import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExposition } from '../../../../src/doctor/metrics/exposition.ts';

const series = (text: string) => {
  const parsed = parseExposition(text);
  if ('fault' in parsed) return parsed.fault;
  return [...parsed.series].map(([name, { count, labels }]) => [name, count, Object.fromEntries(labels)]);
};

describe('/metrics', () => {
  it.each<[name: string, text: string, found: unknown]>([
    ['a sample', 'a_total 1\n', [['a_total', 1, {}]]],
    ['comments and empty lines', '# HELP a x\n# TYPE a gauge\n\na 1\n', [['a', 1, {}]]],
    ['labels, and how many series fill them', 'a{x="1",y=""} 1\na{x="2",y="z"} 2\n', [['a', 2, { x: 2, y: 1 }]]],
    ['what is escaped', 'a{x="say \\"no\\", or }",y="\\\\"} 1\n', [['a', 1, { x: 1, y: 1 }]]],
    ['a comma behind the last label', 'a{x="1",} 1\n', [['a', 1, { x: 1 }]]],
    [
      'values that are no finite number',
      'a NaN\nb +Inf\nc -Inf\nd 1.5e-09\n',
      [
        ['a', 1, {}],
        ['b', 1, {}],
        ['c', 1, {}],
        ['d', 1, {}],
      ],
    ],
    ['a timestamp', 'a 1 1700000000000\n', [['a', 1, {}]]],
    [
      'OpenMetrics, with an exemplar and its end',
      'a_bucket{le="1"} 3 # {traceID="abc"} 0.5 1700000000.1\n# EOF\n',
      [['a_bucket', 1, { le: 1 }]],
    ],
    ['lines as Windows ends them', 'a{x="1"} 1\r\n', [['a', 1, { x: 1 }]]],
  ])('reads %s', (_, text, found) => {
    expect(series(text)).toEqual(found);
  });

  it('finds the version of the agent', () => {
    const parsed = parseExposition('cilium_version{version="1.19.3"} 0\n');
    expect('versions' in parsed && parsed.versions).toEqual(['1.19.3']);
  });

  it.each([
    ['nothing', '', 'it is empty'],
    ['comments alone', '# HELP a x\n', 'it holds no sample'],
    ['a web page', '<!doctype html>\n<html>', 'it is a web page'],
    ['JSON', '{"status":"success"}', 'it is JSON'],
    ['the table of cilium-dbg', 'Metric    Labels   Value\ncilium_x   a=b   1\n', 'table of `cilium-dbg'],
    ['that table without its head', '# saved\ncilium_x\ta=b\t1\n', 'table of `cilium-dbg'],
    ['half a line at the end', 'a 1\nb{x="1', 'line 2 is no sample: b{x="1'],
    ['words', 'hello world\n', 'line 1 is no sample: hello world'],
  ])('says that it was given %s', (_, text, fault) => {
    expect(series(text)).toEqual(expect.stringContaining(fault));
  });

  it('never throws, and never hangs', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab_{}="\\, 1#\n') }));
    fc.assert(
      fc.property(text, (one) => typeof parseExposition(one) === 'object'),
      { numRuns: 500 },
    );
  });
});
