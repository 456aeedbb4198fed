import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/plan/compare.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { parsePlanFile, planFileText, staleness } from '../../../src/plan/plan-file.ts';
import type { Desired, Live } from '../../../src/plan/resource.ts';
import { desired, live, ORDINARY } from '../../support/plan.ts';

const facts = { kind: 'grafana', server: 'Grafana 12', fingerprint: 'grafana-a', warnings: [] } as const;
const planOf = (wanted: readonly Desired[], there: readonly Live[], more: Partial<Plan> = {}): Plan => ({
  target: 'prod',
  facts,
  set: 'ciliascope',
  items: compare(wanted, there, ORDINARY, () => []),
  ...more,
});
const wanted = [desired('dashboard/a', { v: 2 }), desired('dashboard/b', { v: 2 })];
const there = [live('dashboard/a', { v: 1 }), live('dashboard/gone', { v: 1 })];
const text = planFileText([planOf(wanted, there)], ORDINARY, 'abc123');
const saved = parsePlanFile(text, 'plan.json');

describe('a plan file', () => {
  it('lists the writes and what they are bound to', () => {
    expect(saved.targets[0]?.items.map(({ id, operation, version }) => [id, operation, version])).toEqual([
      ['dashboard/a', 'update', '1'],
      ['dashboard/b', 'create', undefined],
      ['dashboard/gone', 'delete', '1'],
    ]);
  });

  it.each([
    ['text that is not JSON', 'hello', 'is not JSON'],
    ['JSON that is no plan', '{"dashboards":[]}', 'no plan of this version'],
    ['a plan of another format', text.replace('"ciliascopePlan": 1', '"ciliascopePlan": 2'), 'no plan of this version'],
    [
      'a plan edited by hand',
      text.replace('"operation": "update"', '"operation": "delete"'),
      'was changed after it was saved',
    ],
    ['a plan with more consent', text.replace('"adopt": false', '"adopt": true'), 'was changed after it was saved'],
  ])('is refused: %s', (_, broken, message) => {
    expect(() => parsePlanFile(broken, 'plan.json')).toThrow(message);
  });

  it.each<[string, Plan, readonly string[]]>([
    ['holds while nothing moved', planOf(wanted, there), []],
    ['holds after part of it was carried out', planOf(wanted, [live('dashboard/a', { v: 2 }, { version: '2' })]), []],
    [
      'falls when an object moved',
      planOf(wanted, [live('dashboard/a', { v: 1 }, { version: '2' }), live('dashboard/gone', { v: 1 })]),
      ['prod: dashboard/a: changed on the server since the plan was made'],
    ],
    [
      'falls when the source changed',
      planOf([desired('dashboard/a', { v: 3 }), desired('dashboard/b', { v: 2 })], there),
      ['prod: dashboard/a: the source changed'],
    ],
    [
      'falls when there is more to write',
      planOf([...wanted, desired('dashboard/c')], there),
      ['prod: dashboard/c: not in the plan, and would now be: create'],
    ],
    [
      'falls for another server',
      planOf(wanted, there, { facts: { ...facts, fingerprint: 'grafana-b' } }),
      ['target prod is another server now: Grafana 12'],
    ],
    ['falls when its target is gone', planOf(wanted, there, { target: 'test' }), ['target prod is not there any more']],
  ])('%s', (_, now, reasons) => {
    expect(staleness(saved, [now])).toEqual(reasons);
  });
});
