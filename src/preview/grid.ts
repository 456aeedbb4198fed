import type { JsonObject } from '../model/dashboard.ts';
import { numberOf } from './board.ts';

export const COLUMNS = 24;
/** Pixels of one row of Grafana's grid, and between two. */
export const ROW_HEIGHT = 30;
export const GAP = 8;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * Boxes as Grafana's grid puts them: none wider than the grid, and each as far up as those above it let it. In the order
 * they came in.
 */
export function placed(positions: readonly JsonObject[]): readonly Box[] {
  const wanted = positions.map(boxOf);
  const order = wanted.map((_, index) => index).toSorted((a, b) => compare(wanted[a], wanted[b]));
  // lowest edge of what stands in each column so far
  const filled = new Array<number>(COLUMNS).fill(0);
  const boxes: Box[] = [];
  for (const index of order) {
    const box = wanted[index];
    if (!box) continue;
    const y = Math.max(...filled.slice(box.x, box.x + box.w));
    filled.fill(y + box.h, box.x, box.x + box.w);
    boxes[index] = { ...box, y };
  }
  return boxes;
}

/** Pixels a panel of so many rows is high. */
export const heightOf = (rows: number) => rows * ROW_HEIGHT + (rows - 1) * GAP;

function boxOf(position: JsonObject): Box {
  const whole = (key: string, otherwise: number) => Math.round(numberOf(position[key]) ?? otherwise);
  const w = Math.min(COLUMNS, Math.max(1, whole('w', 6)));
  return {
    x: Math.min(COLUMNS - w, Math.max(0, whole('x', 0))),
    y: Math.max(0, whole('y', 0)),
    w,
    h: Math.min(200, Math.max(1, whole('h', 3))),
  };
}

const compare = (a: Box | undefined, b: Box | undefined) => (a?.y ?? 0) - (b?.y ?? 0) || (a?.x ?? 0) - (b?.x ?? 0);
