import { isDeepStrictEqual } from 'node:util';
import type { Json, JsonObject } from '../model/dashboard.ts';
import { isObject } from '../model/json.ts';
import { became, shown } from './change.ts';

/** Fields that name a member of a list, the first that all members have and that tells them apart. */
const NAMES = ['key', 'alert', 'record', 'title', 'name', 'refId', 'uid', 'id'] as const;
/** Of an option that is on unless it says otherwise, `false` says something; of all others it says what nothing says. */
const ON_BY_DEFAULT = /^(showLegend|showHeader|showUnfilled|wideLayout|enable|editable|range|includeAll)$/;

export interface ValueChange {
  /** Names from the outside in. */
  readonly path: readonly string[];
  readonly text: string;
}

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
  const lists = listChanges(before, after, ignore, path);
  if (lists) return lists;
  const place = path.join('.');
  if (typeof (before ?? after) === 'boolean') return [{ path, text: `${place}: now ${after === true ? 'on' : 'off'}` }];
  if (isNothing(before, path)) return [{ path, text: `${place} added${said(after)}` }];
  if (isNothing(after, path)) return [{ path, text: `${place} removed${said(before)}` }];
  return [{ path, text: `${place}: ${became(before, after)}` }];
}

/** Members of lists one by one; undefined where there are none. */
function listChanges(
  before: Json | undefined,
  after: Json | undefined,
  ignore: readonly string[],
  path: readonly string[],
): readonly ValueChange[] | undefined {
  const [old, now] = [isNothing(before, path) ? [] : before, isNothing(after, path) ? [] : after];
  if (!Array.isArray(old) || !Array.isArray(now) || ![...old, ...now].every(isObject)) return undefined;
  const [a, b] = [members(old), members(now)];
  if (!a || !b) return unnamedMembers(old, now, path);
  const names = [...new Set([...a.keys(), ...b.keys()])];
  const outer = path.slice(0, -1);
  const inside = names.flatMap((name) =>
    objectChanges(a.get(name), b.get(name), ignore, [...outer, `${path.at(-1) ?? ''} "${name}"`]),
  );
  const reordered =
    [...a.keys()].filter((key) => b.has(key)).join() !== [...b.keys()].filter((key) => a.has(key)).join();
  return inside.length > 0 || !reordered ? inside : [{ path, text: `${path.join('.')}: other order` }];
}

/** Members without a name of their own are there or not. */
function unnamedMembers(
  before: readonly Json[],
  after: readonly Json[],
  path: readonly string[],
): readonly ValueChange[] {
  const [old, now] = [before.map((one) => JSON.stringify(one)), after.map((one) => JSON.stringify(one))];
  const said = (what: string, texts: readonly string[]) =>
    texts.map((text) => ({ path, text: `${path.join('.')} ${what}: ${cut(text)}` }));
  const found = [
    ...said(
      'removed',
      old.filter((one) => !now.includes(one)),
    ),
    ...said(
      'added',
      now.filter((one) => !old.includes(one)),
    ),
  ];
  return found.length > 0 ? found : [{ path, text: `${path.join('.')}: other order` }];
}

/** Longest member of a list that is shown whole. */
const LONG = 200;
const cut = (text: string) => (text.length > LONG ? `${text.slice(0, LONG)}...` : text);

/** null, absent, empty, and off where that is the default, are one. */
function isNothing(value: Json | undefined, path: readonly string[]): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (value === false) return !ON_BY_DEFAULT.test(path.at(-1) ?? '');
  // a variable that is not hidden (grafana/data, VariableHide)
  if (value === 0) return path.at(-1) === 'hide';
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** Members of a list of objects by name; undefined where they have none of their own. */
function members(list: readonly JsonObject[]): ReadonlyMap<string, JsonObject> | undefined {
  if (list.length === 0) return new Map();
  const field = NAMES.find(
    (name) =>
      new Set(list.map((member) => member[name])).size === list.length &&
      list.every((member) => member[name] !== undefined && member[name] !== ''),
  );
  return field === undefined ? undefined : new Map(list.map((member) => [String(member[field]), member]));
}

/** What came or went, where it is short. */
function said(value: Json | undefined): string {
  const whole = isObject(value) || Array.isArray(value);
  return whole && JSON.stringify(value).length > SHORT ? '' : `: ${shown(value)}`;
}

/** Objects up to this length are shown. */
const SHORT = 60;
