import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/dashboard.ts';
import type { RulerTarget } from '../../src/settings/targets.ts';
import { rulerDesired } from '../../src/targets/ruler/desired.ts';
import { rulerTarget } from '../../src/targets/ruler/target.ts';
import { impatient } from '../support/http-server.ts';
import { published } from '../support/publishing.ts';
import type { RulerDouble } from '../support/ruler-double.ts';
import { startRulerDouble } from '../support/ruler-double.ts';

let ruler: RulerDouble;
beforeEach(async () => {
  ruler = await startRulerDouble();
});
afterEach(() => ruler.close());

const group = (name: string, expr = 'up == 0', rules = 1): JsonObject => ({
  name,
  rules: Array.from({ length: rules }, (_, index) => ({
    alert: `A${index}`,
    expr,
    for: '5m',
    labels: { severity: 'x' },
  })),
});

function run(groups: readonly JsonObject[], consent = {}, settings: Partial<RulerTarget> = {}, between = () => {}) {
  const all = { url: ruler.url, tenant: 't', ...settings };
  const target = rulerTarget('mimir', all, impatient(ruler.url), 'test');
  return published(target, rulerDesired([{ name: 'cilium', groups }], all, 'test'), consent, { between });
}
const groups = () => [...(ruler.namespaces.get('test/cilium')?.keys() ?? [])].sort();

describe('publishing to a ruler', () => {
  it('creates groups, and writes nothing the second time', async () => {
    expect((await run([group('a'), group('b')])).ends).toEqual(['done', 'done']);
    expect(groups()).toEqual(['a', 'b', 'ciliascope-published']);
    const writes = ruler.writes.length;
    expect((await run([group('a'), group('b')])).states).toEqual([
      'unchanged rule-group/test/cilium/a',
      'unchanged rule-group/test/cilium/b',
    ]);
    expect(ruler.writes.length).toBe(writes);
  });

  it.each<[string, JsonObject]>([
    ['a hold', { name: 'a', rules: [{ alert: 'A0', expr: 'up == 0', for: '6m', labels: { severity: 'x' } }] }],
    [
      'keep_firing_for',
      {
        name: 'a',
        rules: [{ alert: 'A0', expr: 'up == 0', for: '5m', keep_firing_for: '1m', labels: { severity: 'x' } }],
      },
    ],
    ['an interval', { ...group('a'), interval: '2m' }],
    ['a limit', { ...group('a'), limit: 3 }],
    ['labels of the group', { ...group('a'), labels: { team: 'net' } }],
  ])('sees a change of %s', async (_, changed) => {
    await run([group('a')]);
    expect((await run([changed])).states).toEqual(['update rule-group/test/cilium/a']);
    expect((await run([changed])).states).toEqual(['unchanged rule-group/test/cilium/a']);
  });

  it('takes a duration by another name for the same', async () => {
    await run([{ ...group('a'), interval: '1m' }]);
    expect((await run([{ ...group('a'), interval: '60s' }])).states).toEqual(['unchanged rule-group/test/cilium/a']);
  });

  it('tells an edit without a state file, and overwrites it when told to', async () => {
    await run([group('a')]);
    ruler.namespaces.get('test/cilium')?.set('a', { name: 'a', rules: [{ alert: 'Mine', expr: '1' }] });
    expect((await run([group('a', 'up == 1')])).states).toEqual(['drifted rule-group/test/cilium/a']);
    expect((await run([group('a', 'up == 1')], { overwriteDrift: true })).ends).toEqual(['done']);
    expect((await run([group('a', 'up == 1')])).states).toEqual(['unchanged rule-group/test/cilium/a']);
  });

  it('prunes its groups, and neither those of others in its namespace nor other namespaces', async () => {
    await run([group('a'), group('gone')]);
    ruler.namespaces.get('test/cilium')?.set('theirs', { name: 'theirs', rules: [] });
    ruler.namespaces.set('other', new Map([['gone', { name: 'gone', rules: [] }]]));
    expect((await run([group('a')])).states).toEqual([
      'unchanged rule-group/test/cilium/a',
      'delete rule-group/test/cilium/gone',
    ]);
    expect([groups(), ruler.namespaces.get('other')?.size]).toEqual([['a', 'ciliascope-published', 'theirs'], 1]);
  });

  it('does not write a group that changed after it was planned', async () => {
    await run([group('a')]);
    const between = () => ruler.namespaces.get('test/cilium')?.set('a', { name: 'a', rules: [] });
    expect((await run([group('a', 'up == 1')], {}, {}, () => void between())).ends).toEqual(['stale']);
  });

  it('looks whether a write whose answer was lost has happened', async () => {
    ruler.loseAnswer();
    expect((await run([group('a')])).ends).toEqual(['done']);
    expect(ruler.writes.filter((write) => write === 'POST test/cilium').length).toBe(2);
  });

  it('splits what it remembers over groups, by the limit of the tenant', async () => {
    const many = Array.from({ length: 25 }, (_, index) => group(`g${index}`));
    expect((await run(many)).finished).toEqual({ kind: 'done' });
    expect(groups().filter((name) => name.startsWith('ciliascope'))).toEqual([
      'ciliascope-published',
      'ciliascope-published-2',
    ]);
    expect(new Set((await run(many)).items.map(({ state }) => state))).toEqual(new Set(['unchanged']));
    await run([group('g0')]);
    expect(groups()).toEqual(['ciliascope-published', 'g0']);
  });

  it('blocks a group above the limit before any write', async () => {
    const { states, items } = await run([group('big', 'up', 21)]);
    expect([states, items[0]?.reason]).toEqual([
      ['blocked rule-group/test/cilium/big'],
      '21 rules, and this tenant may have 20 in a group (maxRulesPerGroup)',
    ]);
    expect(ruler.writes).toEqual([]);
  });

  it.each<[string, Partial<RulerTarget>, string]>([
    ['no tenant', { tenant: 'wrong' }, 'the ruler answered 401'],
    ['another prefix', { prefix: '/api/prom' }, 'the ruler answered 404'],
    ['more groups than the tenant may have', { maxGroups: 1 }, '2 groups, and this tenant may have 1'],
  ])('refuses %s before any write', async (_, settings, message) => {
    await expect(run([group('a')], {}, settings)).rejects.toThrow(message);
    expect(ruler.writes).toEqual([]);
  });

  it('says that a namespace is protected', async () => {
    const target = rulerTarget('mimir', { url: ruler.url, tenant: 't' }, impatient(ruler.url), 'test');
    const { outcomes } = await published(
      target,
      rulerDesired([{ name: 'protected', groups: [group('a')] }], { url: ruler.url }, 'test'),
    );
    expect(outcomes[0]?.applied).toMatchObject({ kind: 'failed', reason: expect.stringContaining('is protected') });
  });
});
