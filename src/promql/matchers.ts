import type { Matcher } from '../catalog/matchers.ts';

/** A negated matcher: `not('a')` is `!="a"`, `not(['a', 'b'])` is `!~"a|b"`. */
export interface Negated<V extends string> {
  readonly not: V | readonly V[];
}

/** A regular expression of the author's own, for open label sets: `matching('5..')` is `=~"5.."`. */
export interface Pattern {
  readonly pattern: string;
  readonly negate?: boolean;
}

/** A dashboard variable: multi-value variables match with `=~`, single ones with `=`. */
export interface VariableRef {
  readonly variable: string;
  readonly multi: boolean;
}

/** What a label may be matched with: one value, any of several, none of several, a pattern, or a variable. */
export type MatcherValue<V extends string> = V | readonly V[] | Negated<V> | Pattern | VariableRef;

export function not<const V extends string>(value: V | readonly V[]): Negated<V> {
  return { not: value };
}

/** @param pattern RE2, anchored at both ends by Prometheus */
export function matching(pattern: string): Pattern {
  return { pattern };
}

export function notMatching(pattern: string): Pattern {
  return { pattern, negate: true };
}

/** Label and value to a matcher, with the operator that fits and values escaped for the regular expression. */
export function toMatcher(label: string, value: MatcherValue<string>): Matcher {
  if (typeof value === 'string') return { label, op: '=', value };
  if (Array.isArray(value)) return { label, op: '=~', value: anyOf(value) };
  if ('variable' in value) return { label, op: value.multi ? '=~' : '=', value: `$${value.variable}` };
  if ('pattern' in value) return { label, op: value.negate ? '!~' : '=~', value: value.pattern };
  const { not: excluded } = value as Negated<string>;
  if (typeof excluded === 'string') return { label, op: '!=', value: excluded };
  return { label, op: '!~', value: anyOf(excluded) };
}

export function renderMatcher({ label, op, value }: Matcher): string {
  return `${label}${op}${quote(value)}`;
}

const anyOf = (values: readonly string[]) => values.map(escapeRegex).join('|');

/** RE2 metacharacters, as `regexp.QuoteMeta` of Go escapes them. */
function escapeRegex(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

/** A PromQL string literal in double quotes (prometheus.io/docs/prometheus/latest/querying/basics/#string-literals). */
export function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
