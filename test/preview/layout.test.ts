import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/dashboard.ts';
import { heightOf, placed } from '../../src/preview/grid.ts';
import { boardView } from '../../src/preview/layout.ts';

const panel = (id: number, x: number, y: number, w: number, h: number, more: JsonObject = {}): JsonObject => ({
  id,
  type: 'timeseries',
  title: `Panel ${id}`,
  gridPos: { x, y, w, h },
  ...more,
});
const row = (id: number, y: number, more: JsonObject = {}): JsonObject => ({
  id,
  type: 'row',
  title: `Row ${id}`,
  gridPos: { x: 0, y, w: 24, h: 1 },
  ...more,
});
/** Where panels stand, as `key@x,y wxh`. */
const places = (json: JsonObject) =>
  boardView(json).sections.map(({ title, panels }) => [
    title,
    panels.map(({ key, x, y, w, h }) => `${key}@${x},${y} ${w}x${h}`),
  ]);

describe('the grid', () => {
  it.each<[what: string, JsonObject[], object[]]>([
    [
      'panels side by side stay',
      [
        { x: 0, y: 0, w: 12, h: 8 },
        { x: 12, y: 0, w: 12, h: 8 },
      ],
      [
        { x: 0, y: 0 },
        { x: 12, y: 0 },
      ],
    ],
    [
      'a gap above a panel is closed',
      [
        { x: 0, y: 0, w: 24, h: 2 },
        { x: 0, y: 9, w: 24, h: 4 },
      ],
      [{ y: 0 }, { y: 2 }],
    ],
    [
      'a panel rests on the lowest of those above it',
      [
        { x: 0, y: 0, w: 12, h: 8 },
        { x: 12, y: 0, w: 12, h: 3 },
        { x: 6, y: 8, w: 12, h: 4 },
      ],
      [{}, {}, { x: 6, y: 8 }],
    ],
    [
      'panels in the same place are put below each other',
      [
        { x: 0, y: 0, w: 6, h: 3 },
        { x: 0, y: 0, w: 6, h: 3 },
      ],
      [{ y: 0 }, { y: 3 }],
    ],
    [
      'nothing is wider than the grid or outside of it',
      [
        { x: 20, y: 0, w: 12, h: 3 },
        { x: 0, y: 3, w: 99, h: 3 },
      ],
      [
        { x: 12, w: 12 },
        { x: 0, w: 24 },
      ],
    ],
    ['what is missing has the default of Grafana', [{}], [{ x: 0, y: 0, w: 6, h: 3 }]],
  ])('%s', (_, positions, expected) => {
    expect(placed(positions)).toMatchObject(expected);
  });

  it('makes a row 30 pixels high, with 8 between two', () => {
    expect([1, 3, 8].map(heightOf)).toEqual([30, 106, 296]);
  });
});

describe('the layout of a board', () => {
  it('gives an open row the panels after it, and a collapsed one those in it', () => {
    const nested = [panel(6, 0, 30, 12, 8), panel(7, 12, 30, 12, 8)];
    const panels = [
      panel(1, 0, 0, 24, 3),
      row(2, 3),
      panel(4, 12, 4, 12, 8),
      panel(3, 0, 4, 12, 8),
      row(5, 12, { collapsed: true, panels: nested }),
    ];
    expect(places({ uid: 'x', panels })).toEqual([
      [undefined, ['1@0,0 24x3']],
      ['Row 2', ['3@0,0 12x8', '4@12,0 12x8']],
      ['Row 5', ['6@0,0 12x8', '7@12,0 12x8']],
    ]);
    expect(boardView({ panels }).sections.map(({ collapsed }) => collapsed)).toEqual([false, false, true]);
  });

  it('gives panels without an id, and those whose id is taken, a key of their own', () => {
    const { id: _, ...nameless } = panel(1, 0, 0, 6, 3);
    const keys = boardView({ panels: [nameless, panel(2, 6, 0, 6, 3), panel(2, 12, 0, 6, 3)] }).sections[0]?.panels;
    expect(new Set(keys?.map(({ key }) => key)).size).toBe(3);
  });

  it('shows a repeated panel once, and says so', () => {
    const [section] = boardView({
      panels: [row(1, 0, { repeat: 'node' }), panel(2, 0, 1, 6, 3, { repeat: 'cluster' })],
    }).sections;
    expect(section).toMatchObject({ repeat: 'node', panels: [{ repeat: 'cluster' }] });
  });

  it('shows variables as they are set, and hides those that are hidden', () => {
    const list: JsonObject[] = [
      { name: 'datasource', type: 'datasource' },
      { name: 'node', label: 'Node', type: 'query', includeAll: true, current: { text: 'All', value: '$__all' } },
      { name: 'job', type: 'query', current: { text: ['a', 'b'], value: ['a', 'b'] } },
      { name: 'secret', type: 'constant', hide: 2 },
    ];
    const { variables } = boardView({ templating: { list } });
    expect(variables.map(({ label, value }) => `${label}=${value}`)).toEqual([
      'datasource=default',
      'Node=All',
      'job=a + b',
    ]);
  });

  it.each<[what: string, JsonObject]>([
    ['nothing at all', {}],
    ['panels that are no list', { panels: 'x', templating: [], links: {} }],
    ['panels that are no objects', { panels: [null, 1, 'x'] }],
    [
      'fields of a wrong kind',
      { title: 1, panels: [{ type: 3, title: {}, gridPos: 'x', targets: 1, fieldConfig: [] }] },
    ],
  ])('bears %s', (_, json) => {
    expect(() => boardView(json)).not.toThrow();
  });

  it('leaves out hidden queries and names those without a name', () => {
    const targets = [
      { expr: 'up' },
      { refId: 'Z', expr: 'down', hide: true },
      { refId: 'C', expr: 'x', instant: true },
    ];
    const view = boardView({ panels: [panel(1, 0, 0, 6, 3, { targets })] }).sections[0]?.panels[0];
    expect(view?.targets.map(({ refId, instant }) => [refId, instant])).toEqual([
      ['A', false],
      ['C', true],
    ]);
  });
});
