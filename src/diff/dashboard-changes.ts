import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../model/dashboard.ts';
import type { Change } from './change.ts';
import { objectChanges } from './object-changes.ts';

/** Fields of a dashboard that say nothing of it. */
const IGNORED = ['id', 'uid', 'version', 'iteration', 'schemaVersion', 'pluginVersion', 'gridPos'];

interface Panel {
  readonly id: string;
  readonly title: string;
  readonly json: JsonObject;
}

/**
 * How two versions of a classic dashboard differ. Panels are matched by title within their row, then by id, so that a
 * panel that is inserted on top is one change and the many that move down are another.
 */
export function dashboardChanges(before: JsonObject, after: JsonObject): readonly Change[] {
  const [old, now] = [panelsOf(before), panelsOf(after)];
  const pairs = paired(old, now);
  const matched = new Set(pairs.flat());
  const moved = pairs.filter(([a, b]) => !isDeepStrictEqual(a.json['gridPos'], b.json['gridPos'])).length;
  const { panels: _, ...oldBoard } = before;
  const { panels: __, ...newBoard } = after;
  return [
    ...objectChanges('dashboard', oldBoard, newBoard, [...IGNORED, 'current', 'options']),
    ...old
      .filter((panel) => !matched.has(panel))
      .map(({ title }) => ({ subject: `panel "${title}"`, text: 'removed' })),
    ...now.filter((panel) => !matched.has(panel)).map(({ title }) => ({ subject: `panel "${title}"`, text: 'added' })),
    ...pairs.flatMap(([a, b]) => objectChanges(`panel "${a.title}"`, inner(a.json), inner(b.json), IGNORED)),
    ...(moved > 0
      ? [{ subject: 'layout', text: `${moved} ${moved === 1 ? 'panel' : 'panels'} moved or resized` }]
      : []),
  ];
}

/** Panels at any depth, rows among them. */
export function panelsOf(dashboard: JsonObject): readonly Panel[] {
  const list = (value: Json | undefined) => (Array.isArray(value) ? (value as readonly JsonObject[]) : []);
  return list(dashboard['panels'])
    .flatMap((panel) => [panel, ...list(panel['panels'])])
    .map((json) => ({ id: String(json['id']), title: String(json['title'] ?? ''), json }));
}

const inner = ({ panels: _, ...json }: JsonObject): JsonObject => json;

function paired(before: readonly Panel[], after: readonly Panel[]): readonly (readonly [Panel, Panel])[] {
  const pairs: (readonly [Panel, Panel])[] = [];
  const free = new Set(after);
  const left = new Set(before);
  const match = (agree: (a: Panel, b: Panel) => boolean) => {
    for (const a of left) {
      const b = [...free].find((candidate) => agree(a, candidate));
      if (!b) continue;
      pairs.push([a, b]);
      free.delete(b);
      left.delete(a);
    }
  };
  match((a, b) => a.id === b.id && a.title === b.title);
  match((a, b) => a.title === b.title && a.json['type'] === b.json['type']);
  match((a, b) => a.id === b.id && a.json['type'] === b.json['type']);
  return pairs;
}
