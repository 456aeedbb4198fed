/** A Grafana variable in an expression: `$x`, `${x}`, `${x:regex}`, `[[x]]`. */
export interface VariableUse {
  readonly name: string;
  readonly format?: string;
  readonly from: number;
  readonly to: number;
  /** Where it stands, which decides what it can expand to. */
  readonly place: 'string' | 'duration' | 'label' | 'metric' | 'number';
}

/**
 * Scrapes that `$__rate_interval` spans at its finest (grafana.com/docs): two samples are in the window even when one
 * scrape fails.
 */
export const LEAST_SCRAPES = 4;

/** `$1` and `${1}` are groups of `label_replace`, not variables. */
const VARIABLE = /\$(?!\d)(\w+)|\$\{(?!\d)(\w+)(?::(\w+))?\}|\[\[(\w+)(?::(\w+))?\]\]/g;

/** Interval variables are durations wherever they stand (grafana.com/docs: `$__rate_interval`, `$__interval`, `$__range`). */
const DURATIONS = new Set(['__rate_interval', '__interval', '__range', '__auto']);

/**
 * Replaces Grafana variables by PromQL of the same length, so that the rest can be parsed and positions still fit.
 * Inside string literals they stay as they are: a matcher's value may be any text.
 */
export function expandVariables(expr: string): { readonly text: string; readonly variables: readonly VariableUse[] } {
  const strings = stringRanges(expr);
  const variables: VariableUse[] = [];
  const text = expr.replaceAll(VARIABLE, (whole, ...groups) => {
    const [short, braced, bracedFormat, old, oldFormat, from] = groups as [
      string,
      string,
      string,
      string,
      string,
      number,
    ];
    const name = short ?? braced ?? old;
    const format = bracedFormat ?? oldFormat;
    const place = strings.some(([start, end]) => from > start && from < end)
      ? 'string'
      : placeOf(expr, from, whole, name);
    variables.push({ name, ...(format ? { format } : {}), from, to: from + whole.length, place });
    return place === 'string' ? whole : standIn(place, name, whole.length);
  });
  return { text, variables };
}

function placeOf(expr: string, from: number, whole: string, name: string): Exclude<VariableUse['place'], 'string'> {
  if (DURATIONS.has(name)) return 'duration';
  const before = expr.slice(0, from).trimEnd();
  const after = expr.slice(from + whole.length).trimStart();
  if (before.endsWith('[') || /\[[\w\s]*:$/.test(before) || /\boffset$/.test(before)) return 'duration';
  if (/\b(by|without|on|ignoring|group_left|group_right)\s*\([^()]*$/.test(before)) return 'label';
  if (after.startsWith('{') || after.startsWith('[')) return 'metric';
  return 'number';
}

/** Text of the variable's length; `$x`, the shortest one, leaves room for two characters. */
function standIn(place: Exclude<VariableUse['place'], 'string'>, name: string, length: number): string {
  if (place === 'duration') return '5m'.padEnd(length);
  if (place === 'number') return '1'.padEnd(length, '0');
  return name.replace(/^\d/, '_').padEnd(length, '_');
}

/** Start and end of every string literal. */
function stringRanges(expr: string): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  const literal = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g;
  for (const match of expr.matchAll(literal)) ranges.push([match.index, match.index + match[0].length]);
  return ranges;
}
