import { UserError } from '../errors.ts';
import type { JsonObject } from '../model/dashboard.ts';
import { textOf } from '../preview/board.ts';
import { compareBoards } from '../preview/compare.ts';
import type { BoardComparison } from '../preview/comparison.ts';
import { sidesOf } from './sides.ts';

export interface Based {
  readonly json: JsonObject;
  readonly folder: string;
}

/** Dashboards of `out/` at a commit, or of any folder, by uid. */
export function boardsOfBase(
  base: string,
  projectDir: string,
): { readonly name: string; readonly boards: ReadonlyMap<string, JsonObject> } {
  const { before } = sidesOf([base], 'out', projectDir);
  const boards = before.files
    .filter(({ path }) => path.endsWith('.json'))
    .flatMap(({ path, text }) => dashboardIn(path, text))
    .map((json): [string, JsonObject] => [textOf(json['uid']) || textOf(json['title']), json]);
  return { name: before.name, boards: new Map(boards) };
}

/** Files that hold no dashboard, such as the index, are none of our business. */
function dashboardIn(path: string, text: string): readonly JsonObject[] {
  try {
    const json = JSON.parse(text) as JsonObject | null;
    return Array.isArray(json?.['panels']) ? [json as JsonObject] : [];
  } catch {
    throw new UserError(`${path} of the base is no JSON`);
  }
}

/** Every board of either side, those of now first. */
export function comparedBoards(
  before: ReadonlyMap<string, JsonObject>,
  after: ReadonlyMap<string, Based>,
): readonly BoardComparison[] {
  return [...new Set([...after.keys(), ...before.keys()])].map((uid) =>
    compareBoards(uid, before.get(uid), after.get(uid)?.json, after.get(uid)?.folder),
  );
}
