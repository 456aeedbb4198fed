import type { Json, JsonObject } from '../model/dashboard.ts';
import { isObject, listOf, numberOf, objectOf, textOf } from './board.ts';
import type { ValueMapping } from './mappings.ts';
import { mappingsOf } from './mappings.ts';
import { regexpOf } from './regexp.ts';
import type { Thresholds } from './thresholds.ts';
import { thresholdsOf } from './thresholds.ts';

/** How one series or column is shown: the panel's defaults with what overrides say of it. */
export interface FieldConfig {
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly noValue?: string;
  readonly displayName?: string;
  readonly color: { readonly mode: string; readonly fixedColor?: string };
  readonly thresholds: Thresholds;
  readonly mappings: readonly ValueMapping[];
  /** What belongs to the kind of panel, as it is written. */
  readonly custom: JsonObject;
}

/** What an override may match. */
export interface Matched {
  readonly name: string;
  readonly refId: string;
  readonly kind: 'number' | 'string' | 'time';
}

/** The config of a field of a panel. A later override wins. */
export function fieldConfigOf(fieldConfig: JsonObject, field: Matched): FieldConfig {
  let json = objectOf(fieldConfig['defaults']);
  for (const override of listOf(fieldConfig['overrides'])) {
    if (!matches(objectOf(override['matcher']), field)) continue;
    for (const { id, value } of listOf(override['properties'])) json = withProperty(json, textOf(id), value ?? null);
  }
  return configOf(json);
}

function matches({ id, options }: JsonObject, { name, refId, kind }: Matched): boolean {
  switch (id) {
    case 'byName':
      return options === name;
    case 'byNames':
      return Array.isArray(objectOf(options)['names']) && (objectOf(options)['names'] as Json[]).includes(name);
    case 'byRegexp':
      return regexpOf(textOf(options))?.test(name) ?? false;
    case 'byFrameRefID':
      return options === refId;
    case 'byType':
      return options === kind;
    default:
      return false;
  }
}

function withProperty(json: JsonObject, id: string, value: Json): JsonObject {
  if (!id.startsWith('custom.')) return { ...json, [id]: value };
  return { ...json, custom: withPath(objectOf(json['custom']), id.slice('custom.'.length).split('.'), value) };
}

function withPath(json: JsonObject, [first = '', ...rest]: readonly string[], value: Json): JsonObject {
  return { ...json, [first]: rest.length === 0 ? value : withPath(objectOf(json[first]), rest, value) };
}

function configOf(json: JsonObject): FieldConfig {
  const color = objectOf(json['color']);
  const numbers = Object.fromEntries(
    ['decimals', 'min', 'max'].flatMap((key) => {
      const value = numberOf(json[key]);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  const texts = Object.fromEntries(
    ['unit', 'noValue', 'displayName'].flatMap((key) => (textOf(json[key]) ? [[key, textOf(json[key])]] : [])),
  );
  return {
    ...numbers,
    ...texts,
    color: {
      mode: textOf(color['mode']) || 'palette-classic',
      ...(textOf(color['fixedColor']) ? { fixedColor: textOf(color['fixedColor']) } : {}),
    },
    thresholds: thresholdsOf(json['thresholds']),
    mappings: mappingsOf(json['mappings']),
    custom: isObject(json['custom']) ? json['custom'] : {},
  };
}
