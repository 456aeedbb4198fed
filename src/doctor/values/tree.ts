import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject } from '../../model/json.ts';

/** Values of a Helm chart. */
export type Values = JsonObject;

/**
 * The second over the first, as Helm merges: maps key by key, lists and scalars as a whole, and `null` takes a key away
 * (helm.sh/docs/chart_template_guide/values_files).
 */
export function mergeValues(below: Values, above: Values): Values {
  const merged: Record<string, Json | undefined> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = merged[key];
    if (value === null) delete merged[key];
    else merged[key] = isObject(value) && isObject(under) ? mergeValues(under, value) : value;
  }
  return merged;
}

/** The value at `a.b.c`; undefined where there is none. */
export function valueAt(values: Values, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((at, key) => (isObject(at) ? at[key] : undefined), values);
}

/** The values with another one at a path; a number means a place in a list. */
export function putAt(values: Values, [key = '', ...rest]: readonly string[], value: Json): Values {
  return put(values, [key, ...rest], value) as Values;
}

function put(at: Json | undefined, path: readonly string[], value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (/^\d+$/.test(key) && !isObject(at)) {
    const list: Json[] = Array.isArray(at) ? [...at] : [];
    list[Number(key)] = put(list[Number(key)], rest, value);
    return Array.from(list, (item) => item ?? null);
  }
  const object = isObject(at) ? at : {};
  return { ...object, [key]: put(object[key], rest, value) };
}
