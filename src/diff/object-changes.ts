import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../model/dashboard.ts';
import type { Change } from './change.ts';

/** Longest value that is shown whole. */
const LONG = 60;
/** Fields that name a member of a list, the first that all members have and that tells them apart. */
const NAMES = ['key', 'alert', 'record', 'title', 'name', 'refId', 'uid', 'id'] as const;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How two objects differ, path by path. Members of lists are told apart by their names, not by their places. */
export function objectChanges(
  subject: string,
  before: JsonObject,
  after: JsonObject,
  ignore: readonly string[] = [],
): readonly Change[] {
  return changes(before, after, '', ignore).map((text) => ({ subject, text }));
}

function changes(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
  ignore: readonly string[],
): readonly string[] {
  if (isNothing(before) && isNothing(after)) return [];
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys
      .filter((key) => !ignore.includes(key))
      .flatMap((key) => changes(before[key], after[key], path ? `${path}.${key}` : key, ignore));
  }
  const [old, now] = [members(before), members(after)];
  if (old && now) {
    const names = [...new Set([...old.keys(), ...now.keys()])];
    const inside = names.flatMap((name) => changes(old.get(name), now.get(name), `${path} "${name}"`, ignore));
    const reordered = [...old.keys()].join('\n') !== [...now.keys()].join('\n');
    return inside.length > 0 || !reordered ? inside : [`${path}: other order`];
  }
  if (isNothing(before)) return [`${path} added${said(after)}`];
  if (isNothing(after)) return [`${path} removed${said(before)}`];
  return [`${path}: ${shown(before)} became ${shown(after)}`];
}

/** null, absent and empty are one. */
function isNothing(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
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

function shown(value: Json | undefined): string {
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ') : JSON.stringify(value ?? null);
  return text.length > LONG ? `${text.slice(0, LONG - 3)}...` : text || '""';
}
