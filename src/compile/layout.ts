import type { PanelDefinition, PanelType, RowDefinition } from '../define/panel.ts';
import type { GridPos } from '../model/dashboard.ts';

/** Columns of Grafana's grid. */
export const GRID_COLUMNS = 24;

const SIZES: Readonly<Record<PanelType, readonly [width: number, height: number]>> = {
  timeseries: [12, 8],
  stat: [4, 4],
  gauge: [4, 6],
  bargauge: [8, 8],
  table: [12, 8],
  heatmap: [12, 8],
  'state-timeline': [24, 6],
  text: [24, 3],
};

export interface PlacedPanel {
  readonly definition: PanelDefinition;
  readonly gridPos: GridPos;
}

export interface PlacedRow {
  readonly definition: RowDefinition;
  readonly gridPos: GridPos;
  readonly panels: readonly PlacedPanel[];
}

/**
 * Places rows below each other, and panels left to right in lines that wrap at 24 columns. Panels of a collapsed row
 * get the positions they take when it is opened; the next row follows right below, as Grafana stores it.
 */
export function layOut(rows: readonly RowDefinition[]): readonly PlacedRow[] {
  let y = 0;
  return rows.map((definition) => {
    const gridPos = { x: 0, y, w: GRID_COLUMNS, h: 1 };
    const { panels, bottom } = fillLines(definition.panels, y + 1);
    y = definition.collapsed ? y + 1 : bottom;
    return { definition, gridPos, panels };
  });
}

function fillLines(definitions: readonly PanelDefinition[], top: number): { panels: PlacedPanel[]; bottom: number } {
  let [x, y, lineHeight] = [0, top, 0];
  const panels = definitions.map((definition) => {
    const [width, height] = SIZES[definition.type];
    const [w, h] = [definition.width ?? width, definition.height ?? height];
    if (x > 0 && x + w > GRID_COLUMNS) [x, y, lineHeight] = [0, y + lineHeight, 0];
    const gridPos = { x, y, w, h };
    [x, lineHeight] = [x + w, Math.max(lineHeight, h)];
    return { definition, gridPos };
  });
  return { panels, bottom: y + lineHeight };
}
