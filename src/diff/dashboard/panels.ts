import type { Json, JsonObject } from '../../model/dashboard.ts';
import { listOf } from '../../model/json.ts';
import { pairInPasses } from '../pairing.ts';

/** A panel where it lies. Rows are panels too. */
export interface PanelView {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  /** The row it belongs to; undefined above the first row. */
  readonly row: PanelView | undefined;
  readonly json: JsonObject;
}

/** Panels at any depth, in order, rows among them (Grafana: what follows a row belongs to it, unless that is collapsed). */
export function panelsOf(dashboard: JsonObject): readonly PanelView[] {
  const views: PanelView[] = [];
  let row: PanelView | undefined;
  const view = (json: JsonObject, of: PanelView | undefined): PanelView => {
    const one = { id: String(json['id'] ?? ''), title: String(json['title'] ?? ''), type: String(json['type'] ?? '') };
    const made = { ...one, row: of, json };
    views.push(made);
    return made;
  };
  for (const json of [...listOf(dashboard['panels']), ...listOf(rowsOf(dashboard))]) {
    if (json['type'] !== 'row') {
      view(json, row);
      continue;
    }
    row = view(json, undefined);
    for (const inner of listOf(json['panels'])) view(inner, row);
  }
  return views;
}

/** Boards from before Grafana 5 keep panels in `rows`. */
function rowsOf({ rows }: JsonObject): Json {
  return listOf(rows).flatMap((row, index) => [
    { ...row, type: 'row', id: row['id'] ?? `row-${index}`, collapsed: row['collapse'] ?? false },
  ]);
}

export type Pair = readonly [before: PanelView, after: PanelView];

/**
 * Which panel became which. Our ids come from stable keys. Those of boards made by hand may be renumbered by an export:
 * where most ids of both sides belong to other panels, title, row, type and queries count more.
 */
export function pairPanels(before: readonly PanelView[], after: readonly PanelView[]): readonly Pair[] {
  const pairs = pairInPasses(before, after, [
    ({ id, title, type }) => JSON.stringify([id, title, type]),
    ...(idsAreStable(before, after) ? [({ id }: PanelView) => id || undefined] : []),
    ({ title, type, row }) => (title ? JSON.stringify([row?.title, title, type]) : undefined),
    ({ title, type }) => (title ? JSON.stringify([title, type]) : undefined),
    ({ id, title }) => (title ? JSON.stringify([id, title]) : undefined),
    ({ json, type }) => queriesOf(json, type),
    ({ id, type }) => (id ? JSON.stringify([id, type]) : undefined),
  ]);
  return [...pairs, ...pairRows(before, after, pairs)];
}

/** At least half of the ids that both sides know mean the same panel, by title or by queries. */
function idsAreStable(before: readonly PanelView[], after: readonly PanelView[]): boolean {
  const known = new Map(after.map((panel) => [panel.id, panel]));
  const shared = before.flatMap((a): Pair[] => {
    const b = known.get(a.id);
    return b ? [[a, b]] : [];
  });
  const agree = ([a, b]: Pair) => {
    const queries = queriesOf(a.json, a.type);
    return a.title === b.title || (queries !== undefined && queries === queriesOf(b.json, b.type));
  };
  return known.size === after.length && shared.filter(agree).length * 2 >= shared.length;
}

/** A row with a new name is the row that the panels under it came from. */
function pairRows(before: readonly PanelView[], after: readonly PanelView[], pairs: readonly Pair[]): readonly Pair[] {
  const taken = new Set(pairs.flat());
  const rows = before.filter((view) => view.type === 'row' && !taken.has(view));
  return rows.flatMap((old): Pair[] => {
    const heirs = pairs.filter(([before]) => before.row === old).map(([, after]) => after.row);
    const heir = heirs.find((one) => one !== undefined && after.includes(one) && !taken.has(one));
    if (!heir) return [];
    taken.add(heir);
    return [[old, heir]];
  });
}

function queriesOf(json: JsonObject, type: string): string | undefined {
  const targets = listOf(json['targets']).map((target) => target['expr'] ?? target);
  return targets.length > 0 ? JSON.stringify([type, targets]) : undefined;
}
