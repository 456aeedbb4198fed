import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dashboardChanges } from '../../../src/diff/dashboard/dashboard-changes.ts';
import type { JsonObject } from '../../../src/model/dashboard.ts';
import { pack } from '../../support/pack.ts';

/** A panel of a made-up board; rows stand between them. */
interface Made {
  readonly id: number;
  readonly title: string;
  readonly unit: string;
  readonly expr: string;
  readonly red: number;
  readonly description: string;
}

type Edit = 'none' | 'title' | 'unit' | 'expr' | 'red' | 'description' | 'remove' | 'move';

const EXPRESSIONS = ['sum(rate(a[5m]))', 'max by (node) (b)', 'c{x="1"} / d', 'topk(5, e)', 'f > 3 unless g'];
const made = fc.record({
  unit: fc.constantFrom('pps', 'short', 's'),
  expr: fc.constantFrom(...EXPRESSIONS),
  red: fc.integer({ min: 1, max: 9 }),
});
const edits = fc.array(
  fc.tuple(
    made,
    fc.constantFrom<Edit>('none', 'none', 'none', 'title', 'unit', 'expr', 'red', 'description', 'remove', 'move'),
  ),
  { minLength: 1, maxLength: 14 },
);
const added = fc.array(made, { maxLength: 3 });

const panelJson = ({ id, title, unit, expr, red, description }: Made, index: number, y: number): JsonObject => ({
  id,
  title,
  description,
  type: 'timeseries',
  gridPos: { x: (index % 3) * 8, y, w: 8, h: 8 },
  fieldConfig: {
    defaults: {
      unit,
      thresholds: {
        mode: 'absolute',
        steps: [
          { color: 'green', value: null },
          { color: 'red', value: red },
        ],
      },
    },
    overrides: [],
  },
  // a panel that went and one that came with the very same query are one that was renamed
  targets: [{ refId: 'A', expr: `(${expr}) and on () panel == ${id}` }],
});

const boardJson = (panels: readonly Made[]): JsonObject => ({
  uid: 'made',
  title: 'Made',
  panels: panels.map((panel, index) => panelJson(panel, index, Math.floor(index / 3) * 8)),
});

/** The panel after its edit, and whether that changed what it is. */
function edited(panel: Made, edit: Edit): Made {
  switch (edit) {
    case 'title':
      return { ...panel, title: `${panel.title}, renamed` };
    case 'unit':
      return { ...panel, unit: `${panel.unit}-other` };
    case 'expr':
      return { ...panel, expr: `(${panel.expr}) * 2` };
    case 'red':
      return { ...panel, red: panel.red + 10 };
    case 'description':
      return { ...panel, description: 'Other words.' };
    default:
      return panel;
  }
}

const named = (before: JsonObject, after: JsonObject, code: RegExp) =>
  dashboardChanges(before, after)
    .filter((change) => code.test(change.code) && !change.layout)
    .map(({ panel }) => panel)
    .filter((id, index, all) => all.indexOf(id) === index)
    .sort();

const seed = process.env['SEED'] === undefined ? {} : { seed: Number(process.env['SEED']) };

describe('random edits of a board', () => {
  it('name every panel that changed, came or went, and no other', () => {
    fc.assert(
      fc.property(edits, added, fc.infiniteStream(fc.nat()), (list, more, random) => {
        const before = list.map(([fields], index) => ({
          id: 100 + index,
          title: `Panel ${index}`,
          description: '',
          ...fields,
        }));
        const kept = before.flatMap((panel, index) => (list[index]?.[1] === 'remove' ? [] : [panel]));
        const editOf = (panel: Made) => list[before.indexOf(panel as never)]?.[1] ?? 'none';
        const moving = kept.filter((panel) => editOf(panel) === 'move');
        const staying = kept.filter((panel) => editOf(panel) !== 'move').map((panel) => edited(panel, editOf(panel)));
        const arrived = more.map((fields, index) => ({
          id: 900 + index,
          title: `New ${index}`,
          description: '',
          ...fields,
        }));
        const after: Made[] = [...staying];
        for (const panel of [...moving, ...arrived])
          after.splice((random.next().value ?? 0) % (after.length + 1), 0, panel);
        const [old, now] = [boardJson(before), boardJson(after)];
        const changed = kept.filter((panel) => !['none', 'move'].includes(editOf(panel)));
        const idsOf = (panels: readonly Made[]) => panels.map(({ id }) => String(id)).sort();
        expect(named(old, now, /^(panel-(?!added|removed)|query)/)).toEqual(idsOf(changed));
        expect(named(old, now, /^panel-removed$/)).toEqual(idsOf(before.filter((panel) => editOf(panel) === 'remove')));
        expect(named(old, now, /^panel-added$/)).toEqual(idsOf(arrived));
      }),
      { numRuns: 1000, ...seed },
    );
  });

  it('are none where only places differ', () => {
    fc.assert(
      fc.property(edits, fc.infiniteStream(fc.nat()), (list, random) => {
        const before = list.map(([fields], index) => ({
          id: 100 + index,
          title: `Panel ${index}`,
          description: '',
          ...fields,
        }));
        const after: Made[] = [];
        for (const panel of before) after.splice((random.next().value ?? 0) % (after.length + 1), 0, panel);
        const changes = dashboardChanges(boardJson(before), boardJson(after));
        expect(changes.every(({ layout }) => layout === true)).toBe(true);
        expect(changes.length > 0).toBe(before.some((panel, index) => panel !== after[index]));
      }),
      { numRuns: 300, ...seed },
    );
  });

  it('are none where the JSON is only written differently', () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, shuffled(inner)]),
      );
    };
    for (const { json } of pack().dashboards) {
      expect(dashboardChanges(json, shuffled({ ...json, version: 7, id: 3, iteration: 1 }) as JsonObject)).toEqual([]);
    }
  });
});
