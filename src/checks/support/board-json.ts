import type { Dashboard, Json, JsonObject, Panel } from '../../model/dashboard.ts';
import type { Place } from '../../model/problem.ts';

/** The object, or an empty one when the JSON is something else. */
export function asObject(json: Json | undefined): JsonObject {
  return json !== null && typeof json === 'object' && !Array.isArray(json) ? (json as JsonObject) : {};
}

/** The objects of a list; none when the JSON is something else. */
export function objectsIn(json: Json | undefined): readonly JsonObject[] {
  return Array.isArray(json) ? (json as readonly Json[]).map(asObject) : [];
}

export function asText(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}

/** What a JSON pointer leads to (RFC 6901; none of our keys needs its escapes). */
export function pointTo(json: Json, pointer: string): Json | undefined {
  const keys = pointer.split('/').slice(1);
  return keys.reduce<Json | undefined>(
    (at, key) => (Array.isArray(at) ? (at as readonly Json[])[Number(key)] : asObject(at)[key]),
    json,
  );
}

/** The panel as Grafana reads it. */
export function panelJson(dashboard: Dashboard, panel: Panel): JsonObject {
  return asObject(pointTo(dashboard.json, panel.path));
}

/** Calls `visit` for every value under a key, in the order written, with its JSON pointer. */
export function visit(
  json: Json | undefined,
  visitor: (key: string, value: Json, pointer: string) => void,
  pointer = '',
): void {
  if (json === null || typeof json !== 'object') return;
  for (const [key, value] of Object.entries(json)) {
    if (value === undefined) continue;
    visitor(key, value as Json, `${pointer}/${key}`);
    visit(value as Json, visitor, `${pointer}/${key}`);
  }
}

/** Every row and panel with its pointer; those of a collapsed row stand inside it. */
export function panelsOf(json: JsonObject): readonly { readonly panel: JsonObject; readonly path: string }[] {
  return objectsIn(json['panels']).flatMap((panel, index) => [
    { panel, path: `/panels/${index}` },
    ...objectsIn(panel['panels']).map((inner, position) => ({
      panel: inner,
      path: `/panels/${index}/panels/${position}`,
    })),
  ]);
}

/** Where a finding about the panel at a pointer stands; a row has only its pointer. */
export function placeOf(
  dashboard: Dashboard,
  path: string,
): Pick<Place, 'path' | 'item'> & Partial<Pick<Place, 'file' | 'line'>> {
  const panel = dashboard.panels.find((candidate) => candidate.path === path);
  return panel ? { path, file: panel.file, line: panel.line, item: panel.title } : { path };
}
