import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../../model/json.ts';
import { thresholdWords } from './thresholds.ts';

/** Overrides by the fields they are for, each as the properties it sets: what can be compared one by one. */
export function overridesByField(overrides: Json | undefined): JsonObject {
  const found = new Map<string, Record<string, Json | undefined>>();
  for (const { matcher, properties } of listOf(overrides)) {
    const name = `override of ${fieldsOf(matcher)}`;
    const set = found.get(name) ?? {};
    for (const { id, value } of listOf(properties)) {
      set[String(id).replace(/^custom\./, '')] = id === 'thresholds' ? thresholdWords(value) : (value ?? true);
    }
    found.set(name, set);
  }
  return Object.fromEntries(found);
}

function fieldsOf(matcher: Json | undefined): string {
  if (!isObject(matcher)) return 'nothing';
  const { id, options } = matcher;
  const value = typeof options === 'string' ? `"${options}"` : JSON.stringify(options ?? '');
  return id === 'byName' ? value : id === 'byFrameRefID' ? `query ${options}` : `${id} ${value}`;
}
