import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../model/dashboard.ts';
import type { BoardComparison, PanelChange } from './comparison.ts';
import type { KeyedPanel } from './layout.ts';
import { boardView, sectionsOf } from './layout.ts';

/** What says nothing of how a panel looks or what it shows. */
const UNSAID = ['gridPos', 'id', 'pluginVersion', 'panels', 'collapsed'];

/** Two versions of a board, panel by panel; undefined stands for the side that has none. */
export function compareBoards(uid: string, before?: JsonObject, after?: JsonObject, folder = ''): BoardComparison {
  const sides = { before: before && boardView(before, folder), after: after && boardView(after, folder) };
  const views = {
    ...(sides.before ? { before: sides.before } : {}),
    ...(sides.after ? { after: sides.after } : {}),
  };
  const panels = matched(panelsOf(before), panelsOf(after)).map(([old, young]) => changeOf(old, young));
  if (!before || !after) return { uid, status: before ? 'removed' : 'added', fields: [], panels, ...views };
  const fields = fieldsThatDiffer(before, after, ['panels', 'version', 'iteration', 'id']);
  const same = fields.length === 0 && panels.every(({ status }) => status === 'same');
  return { uid, status: same ? 'same' : 'changed', fields, panels, ...views };
}

const panelsOf = (json: JsonObject | undefined): readonly KeyedPanel[] =>
  json ? sectionsOf(json).flatMap(({ row, panels }) => [...(row ? [row] : []), ...panels]) : [];

type Pair = readonly [before: KeyedPanel | undefined, after: KeyedPanel | undefined];

/** Panels that are the same one: by id, else by title and type. In the order of the new board, what is gone at the end. */
function matched(before: readonly KeyedPanel[], after: readonly KeyedPanel[]): readonly Pair[] {
  const left = new Set(before);
  const partner = new Map<KeyedPanel, KeyedPanel>();
  const pass = (same: (a: JsonObject, b: JsonObject) => boolean) => {
    for (const young of after) {
      if (partner.has(young)) continue;
      const old = [...left].find(({ json }) => same(json, young.json));
      if (!old) continue;
      left.delete(old);
      partner.set(young, old);
    }
  };
  pass((a, b) => a['id'] !== undefined && a['id'] === b['id']);
  pass((a, b) => a['title'] === b['title'] && a['type'] === b['type']);
  return [
    ...after.map((young): Pair => [partner.get(young), young]),
    ...[...left].map((old): Pair => [old, undefined]),
  ];
}

function changeOf(before: KeyedPanel | undefined, after: KeyedPanel | undefined): PanelChange {
  const keys = { ...(before ? { before: before.key } : {}), ...(after ? { after: after.key } : {}) };
  if (!before || !after) return { ...keys, status: before ? 'removed' : 'added', fields: [] };
  const fields = fieldsThatDiffer(before.json, after.json, UNSAID);
  if (fields.length > 0) return { ...keys, status: 'changed', fields };
  const moved = !isDeepStrictEqual(before.json['gridPos'], after.json['gridPos']);
  return { ...keys, status: moved ? 'moved' : 'same', fields: [] };
}

/** Paths of the values that differ, as deep as both sides have an object there. */
function fieldsThatDiffer(a: JsonObject, b: JsonObject, without: readonly string[] = [], path = ''): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => !without.includes(key) && !isDeepStrictEqual(a[key], b[key]))
    .flatMap((key) => {
      const [first, second] = [a[key], b[key]];
      const name = Array.isArray(a) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      const deep = isContainer(first) && isContainer(second) && Array.isArray(first) === Array.isArray(second);
      return deep ? fieldsThatDiffer(first, second, [], name) : [name];
    });
}

const isContainer = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;
