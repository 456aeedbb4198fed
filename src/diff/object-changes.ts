import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../model/dashboard.ts';
import { became, shown } from './change.ts';

/** Fields that name a member of a list, the first that all members have and that tells them apart. */
const NAMES = ['key', 'alert', 'record', 'title', 'name', 'refId', 'uid', 'id'] as const;
/** Grafana leaves these out when they are false, and writes them when a board was saved by hand. */
const OFF_BY_DEFAULT =
  /^(hide|instant|exemplar|transparent|targetBlank|asDropdown|includeVars|keepTime|collapsed|skipUrlSync|multi|includeAll|disabled)$/;

export interface ValueChange {
  /** Names from the outside in. */
  readonly path: readonly string[];
  readonly text: string;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter((item): item is JsonObject => isObject(item)) : [];

/** How two values differ, path by path. Members of lists are told apart by their names, not by their places. */
export function objectChanges(
  before: Json | undefined,
  after: Json | undefined,
  ignore: readonly string[] = [],
  path: readonly string[] = [],
): readonly ValueChange[] {
  if (isNothing(before, path) && isNothing(after, path)) return [];
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys
      .filter((key) => !ignore.includes(key))
      .flatMap((key) => objectChanges(before[key], after[key], ignore, [...path, key]));
  }
  const [old, now] = [members(before), members(after)];
  if (old && now) {
    const names = [...new Set([...old.keys(), ...now.keys()])];
    const inside = names.flatMap((name) =>
      objectChanges(old.get(name), now.get(name), ignore, [...path.slice(0, -1), `${path.at(-1) ?? ''} "${name}"`]),
    );
    const reordered = [...old.keys()].join('\n') !== [...now.keys()].join('\n');
    return inside.length > 0 || !reordered ? inside : [{ path, text: `${path.join('.')}: other order` }];
  }
  const place = path.join('.');
  if (isNothing(before, path)) return [{ path, text: `${place} added${said(after)}` }];
  if (isNothing(after, path)) return [{ path, text: `${place} removed${said(before)}` }];
  return [{ path, text: `${place}: ${became(before, after)}` }];
}

/** null, absent, empty, and off where that is the default, are one. */
function isNothing(value: Json | undefined, path: readonly string[]): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (value === false) return OFF_BY_DEFAULT.test(path.at(-1) ?? '');
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** Members of a list of objects by name; undefined where they have none of their own. */
export function members(value: Json | undefined): ReadonlyMap<string, JsonObject> | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isObject)) return undefined;
  const list: readonly JsonObject[] = value;
  const field = NAMES.find(
    (name) =>
      new Set(list.map((member) => member[name])).size === list.length &&
      list.every((member) => member[name] !== undefined && member[name] !== ''),
  );
  return field === undefined ? undefined : new Map(list.map((member) => [String(member[field]), member]));
}

function said(value: Json | undefined): string {
  return isObject(value) || Array.isArray(value) ? '' : `: ${shown(value)}`;
}
