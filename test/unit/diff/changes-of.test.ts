import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../src/diff/changes-of.ts';
import type { JsonObject } from '../../../src/model/dashboard.ts';
import { pack } from '../../support/pack.ts';

const panel = (id: number, title: string, more: JsonObject = {}): JsonObject => ({
  id,
  title,
  type: 'stat',
  gridPos: { x: 0, y: id, w: 4, h: 4 },
  ...more,
});
const board = (panels: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({ title: 'B', panels, ...more });
const [a, b] = [panel(1, 'A'), panel(2, 'B')];

describe('changesOf a dashboard', () => {
  it.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['a panel that is new', board([a]), board([a, b]), ['panel "B": added (stat)']],
    ['a panel that is gone', board([a, b]), board([a]), ['panel "B": removed (stat)']],
    ['a panel that was renamed', board([a]), board([panel(1, 'Z')]), ['panel "Z": was called "A"']],
    [
      'a panel that moved',
      board([a]),
      board([panel(1, 'A', { gridPos: { x: 4, y: 1, w: 4, h: 4 } })]),
      ['layout: 1 panel moved'],
    ],
    [
      'a panel whose id changed',
      board([a, b]),
      board([panel(2, 'A', { gridPos: a['gridPos'] }), panel(1, 'B', { gridPos: b['gridPos'] })]),
      [],
    ],
    [
      'a query',
      board([panel(1, 'A', { targets: [{ refId: 'A', expr: 'up' }] })]),
      board([panel(1, 'A', { targets: [{ refId: 'A', expr: 'down' }] })]),
      ['panel "A": metric `up` became `down`'],
    ],
    [
      'a query that is new',
      board([panel(1, 'A', { targets: [] })]),
      board([panel(1, 'A', { targets: [{ refId: 'A', expr: 'up' }] })]),
      ['panel "A": query added'],
    ],
    [
      'a panel in a collapsed row',
      board([panel(9, 'R', { type: 'row', panels: [a] })]),
      board([panel(9, 'R', { type: 'row', panels: [] })]),
      ['panel "A": removed in row "R" (stat)'],
    ],
    [
      'a variable',
      board([], { templating: { list: [{ name: 'x', query: '1' }] } }),
      board([], { templating: { list: [{ name: 'x', query: '2' }] } }),
      ['variable "x": query 1 became 2'],
    ],
    [
      'keys in another order, which is none',
      board([panel(1, 'A', { targets: [{ refId: 'A', expr: 'up' }] })]),
      board([panel(1, 'A', { targets: [{ expr: 'up', refId: 'A' }] })]),
      [],
    ],
    ['null and absent, which are one', board([panel(1, 'A', { unit: null })]), board([a]), []],
    ['server fields, which say nothing', board([a], { version: 1, id: 7 }), board([a], { version: 2, id: 8 }), []],
  ])('tells %s', (_, before, after, said) => {
    expect(changesOf('dashboard', before, after).map(({ subject, text }) => `${subject}: ${text}`)).toEqual(said);
  });

  it('finds nothing to say of a board that did not change', () => {
    for (const { json } of pack().dashboards) expect(changesOf('dashboard', json, structuredClone(json))).toEqual([]);
  });

  it('tells a panel inserted on top apart from all that move down', () => {
    for (const { json } of pack().dashboards) {
      const panels = json['panels'] as readonly (JsonObject & { gridPos: { y: number } })[];
      const lower = panels.map((one) => ({ ...one, gridPos: { ...one.gridPos, y: one.gridPos.y + 4 } }));
      const said = changesOf('dashboard', json, { ...json, panels: [panel(99_999, 'On top'), ...lower] });
      expect(said.map(({ subject }) => subject)).toEqual(['panel "On top"', 'layout']);
    }
  });
});

describe('changesOf rules', () => {
  const rules = (expr: string): JsonObject => ({
    spec: { groups: [{ name: 'g', rules: [{ alert: 'A', expr, for: '5m' }] }] },
  });

  it('names the rule and what became of it', () => {
    expect(changesOf('prometheus-rule', rules('x > 1'), rules('x > 2'))).toMatchObject([
      { subject: 'alert "A"', text: 'threshold `> 1` became `> 2`', effect: 'laxer' },
    ]);
  });

  it('counts what comes or goes', () => {
    expect(changesOf('prometheus-rule', undefined, rules('x'))).toMatchObject([
      { subject: 'prometheus-rule', text: '1 group, 1 rule' },
    ]);
  });
});
