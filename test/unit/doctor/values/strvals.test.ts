import { describe, expect, it } from 'vitest';
import { parseSet } from '../../../../src/doctor/values/strvals.ts';

describe('what --set takes', () => {
  it.each<[name: string, text: string, values: unknown]>([
    ['a path', 'a.b=c', { a: { b: 'c' } }],
    ['several', 'a=1,b.c=true,d=null', { a: 1, b: { c: true }, d: null }],
    ['a list', 'name={a, b}', { name: ['a', ' b'] }],
    ['an empty list', 'name={}', { name: [] }],
    ['a place in a list', 'a[1].b=x', { a: [null, { b: 'x' }] }],
    ['a comma that is meant', 'a=one\\,two', { a: 'one,two' }],
    ['a dot that is meant', 'a\\.b/c=x', { 'a.b/c': 'x' }],
    ['an equals sign in the value', 'a=b=c', { a: 'b=c' }],
    ['text that looks like a number and is none', 'a=0123,b=1.5,c=1e3', { a: '0123', b: '1.5', c: '1e3' }],
    ['an empty value', 'a=', { a: '' }],
    ['quotes of a shell around it', `'a.b={x,y}'`, { a: { b: ['x', 'y'] } }],
    [
      'a handler with options and escaped commas',
      'm="{dns,httpV2:exemplars=true;labelsContext=source_ip\\,source_pod}"',
      { m: ['dns', 'httpV2:exemplars=true;labelsContext=source_ip,source_pod'] },
    ],
    [
      'the whole line of a shell',
      'helm upgrade cilium cilium/cilium --namespace kube-system \\\n  --set prometheus.enabled=true \\\n  --set=a=1 --set-string "b=x y"',
      { prometheus: { enabled: true }, a: 1, b: 'x y' },
    ],
  ])('%s', (_, text, values) => {
    expect(parseSet(text)).toEqual({ values });
  });

  it.each([
    ['a word that sets nothing', 'hubble', '"hubble" sets nothing: write name=value'],
    ['a path with a hole', 'a..b=c', '"a..b" is no path of a value: write a.b.c'],
  ])('not %s', (_, text, fault) => {
    expect(parseSet(text)).toEqual({ fault });
  });
});
