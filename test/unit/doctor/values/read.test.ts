import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseValues, readValues } from '../../../../src/doctor/values/read.ts';
import { mergeValues } from '../../../../src/doctor/values/tree.ts';

const file = (text: string, name = 'values.yaml') => ({ name, text, kind: 'file' as const });
const set = (text: string) => ({ name: '--set', text, kind: 'set' as const });

describe('merging, as Helm does it', () => {
  it.each<[name: string, below: object, above: object, merged: object]>([
    ['maps key by key', { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
    ['lists as a whole', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['null takes a key away', { a: { b: 1, c: 2 } }, { a: { b: null } }, { a: { c: 2 } }],
    ['a map over a scalar', { a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
  ])('%s', (_, below, above, merged) => {
    expect(mergeValues(below as never, above as never)).toEqual(merged);
  });
});

describe('reading values', () => {
  it('takes the later file over the earlier, and --set over both, wherever it stands', () => {
    const { values, findings } = readValues([set('a=3'), file('a: 1\nb: 1\n'), file('a: 2\n')]);
    expect({ values, findings }).toEqual({ values: { a: 3, b: 1 }, findings: [] });
  });

  it.each<[name: string, text: string, values: object]>([
    ['nothing', '', {}],
    ['comments', '# nothing\n', {}],
    ['JSON', '{"a": {"b": true}}', { a: { b: true } }],
    ['what helm get values prints', 'USER-SUPPLIED VALUES:\na: 1\n', { a: 1 }],
    ['what helm get values --all prints', 'COMPUTED VALUES:\na: 1\n', { a: 1 }],
    ['several documents', 'a: {x: 1}\n---\na: {y: 2}\n', { a: { x: 1, y: 2 } }],
    ['anchors', 'base: &b {x: 1}\na: {<<: *b, y: 2}\n', { base: { x: 1 }, a: { x: 1, y: 2 } }],
  ])('reads %s', (_, text, values) => {
    expect(parseValues(text)).toEqual({ values });
  });

  it.each([
    ['YAML with an error, by line and column', 'a: 1\nb: [1, 2\n', /^line \d+, column \d+: /],
    ['a list', '- a\n- b\n', /^is no map of values$/],
    ['a web page', '<!doctype html><html></html>', /^is no map of values$/],
    ['a manifest', 'apiVersion: v1\nkind: ConfigMap\n', /^is a Kubernetes ConfigMap, no values of a chart$/],
    ['a Chart.yaml', 'apiVersion: v2\nname: cilium\nversion: 1.19.0\n', /^is a Chart\.yaml/],
    ['a dashboard', '{"title": "x", "panels": []}', /^is a dashboard, which --dashboard takes$/],
    ['a rule file', 'groups: []\n', /^is a rule file, which --rules takes$/],
    ['a bomb of aliases', bomb(), /aliases multiply/],
  ])('refuses %s', (_, text, fault) => {
    const read = parseValues(text);
    expect('fault' in read ? read.fault : 'read').toMatch(fault);
  });

  it('names the file that cannot be read, and reads the others', () => {
    const { values, findings } = readValues([file('a: [', 'bad.yaml'), file('a: 1\n')]);
    expect(values).toEqual({ a: 1 });
    expect(findings.map(({ key }) => key)).toEqual(['source-unreadable bad.yaml']);
  });

  it('never throws', () => {
    const text = fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom(...'ab: -[]{}&*!|>\'"#\n?,') }));
    fc.assert(
      fc.property(text, (one) => typeof parseValues(one) === 'object'),
      { numRuns: 300 },
    );
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 9; i++)
    lines.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}
