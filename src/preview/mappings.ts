import type { Json, JsonObject } from '../model/dashboard.ts';
import { isObject, listOf, numberOf, objectOf, textOf } from './board.ts';
import { regexpOf } from './regexp.ts';

/** What is shown instead of a value. */
export interface MappedTo {
  readonly text?: string;
  readonly color?: string;
}

export interface ValueMapping {
  readonly type: string;
  readonly options: JsonObject;
}

/** A value as mappings see it: numbers, and texts of tables. */
export type Mappable = number | string | null;

export function mappingsOf(json: Json | undefined): readonly ValueMapping[] {
  return listOf(json).map(({ type, options }) => ({ type: textOf(type), options: objectOf(options) }));
}

/** The first mapping that says something about the value. */
export function mappedTo(value: Mappable, mappings: readonly ValueMapping[]): MappedTo | undefined {
  for (const mapping of mappings) {
    const result = resultOf(value, mapping);
    if (result) return { ...pick(result, 'text'), ...pick(result, 'color') };
  }
  return undefined;
}

function resultOf(value: Mappable, { type, options }: ValueMapping): JsonObject | undefined {
  const result = isObject(options['result']) ? options['result'] : undefined;
  switch (type) {
    case 'value': {
      const key = String(value);
      return Object.hasOwn(options, key) ? objectOf(options[key]) : undefined;
    }
    case 'range': {
      if (typeof value !== 'number') return undefined;
      const above = value >= (numberOf(options['from']) ?? Number.NEGATIVE_INFINITY);
      return above && value <= (numberOf(options['to']) ?? Number.POSITIVE_INFINITY) ? result : undefined;
    }
    case 'regex':
      return regexpOf(textOf(options['pattern']))?.test(String(value)) ? result : undefined;
    case 'special':
      return isSpecial(value, textOf(options['match'])) ? result : undefined;
    default:
      return undefined;
  }
}

function isSpecial(value: Mappable, match: string): boolean {
  const nothing = value === null;
  const noNumber = typeof value === 'number' && Number.isNaN(value);
  switch (match) {
    case 'null':
      return nothing;
    case 'nan':
      return noNumber;
    case 'null+nan':
      return nothing || noNumber;
    case 'empty':
      return value === '';
    default:
      return false;
  }
}

const pick = (result: JsonObject, key: 'text' | 'color') => (textOf(result[key]) ? { [key]: textOf(result[key]) } : {});
