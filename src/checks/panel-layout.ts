import type { GridPos, JsonObject } from '../model/dashboard.ts';
import { dashboardCheck } from './check.ts';
import { asObject, asText, objectsIn, placeOf } from './support/board-json.ts';

/** Columns of Grafana's grid. */
const COLUMNS = 24;

interface Placed {
  readonly title: string;
  readonly path: string;
  readonly grid: GridPos;
}

export const panelLayout = dashboardCheck({
  code: 'panel-layout',
  severity: 'error',
  summary: 'Grafana pushes panels that overlap or leave the grid somewhere else, and stores what it made of them.',
  remediation: 'Give the panel a width of 1 to 24 and a height of at least 1; the compiler places it.',
  *check(dashboard) {
    const top = objectsIn(dashboard.json['panels']).map((panel, index) => placed(panel, `/panels/${index}`));
    // panels of a collapsed row have the places they take when it is opened, on top of what follows
    const rows = objectsIn(dashboard.json['panels']).map((row, index) =>
      objectsIn(row['panels']).map((panel, position) => placed(panel, `/panels/${index}/panels/${position}`)),
    );
    for (const group of [top, ...rows]) {
      for (const [index, panel] of group.entries()) {
        const place = placeOf(dashboard, panel.path);
        const { x, y, w, h } = panel.grid;
        if (![x, y, w, h].every(Number.isInteger) || x < 0 || y < 0 || w < 1 || h < 1) {
          yield {
            message: `"${panel.title}" is ${w} wide and ${h} high at column ${x}, line ${y}: it needs whole numbers, 1 by 1 at least`,
            place,
          };
        } else if (x + w > COLUMNS) {
          yield { message: `"${panel.title}" ends at column ${x + w}: the grid has ${COLUMNS} columns`, place };
        }
        const under = group.slice(0, index).find((other) => overlap(panel.grid, other.grid));
        if (under) yield { message: `"${panel.title}" overlaps "${under.title}"`, place };
      }
    }
  },
});

function placed(panel: JsonObject, path: string): Placed {
  const grid = asObject(panel['gridPos']);
  const [x, y, w, h] = ['x', 'y', 'w', 'h'].map((key) => Number(grid[key] ?? Number.NaN));
  return { title: asText(panel['title']), path, grid: { x, y, w, h } as GridPos };
}

function overlap(a: GridPos, b: GridPos): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
