import type { MetricForm } from './facts.ts';
import { valueSuggestion } from './mistakes.ts';
import { nearest } from './nearest.ts';

export type MatchOp = '=' | '!=' | '=~' | '!~';

/** A label matcher as PromQL spells it, its value unquoted. */
export interface Matcher {
  readonly label: string;
  readonly op: MatchOp;
  readonly value: string;
}

/** A value no series of the family carries, with the spellings that come near. */
export interface UnknownValue {
  readonly value: string;
  readonly near: readonly string[];
}

const judged = new WeakMap<MetricForm, Map<string, readonly UnknownValue[]>>();

/**
 * The values a matcher names that the family's closed vocabulary does not have. Regular expressions are judged
 * alternative by alternative; an alternative is fine when it matches one value. Open labels know no wrong value.
 */
export function unknownValues(matcher: Matcher, form: MetricForm): readonly UnknownValue[] {
  const known = form.values[matcher.label];
  if (!known || matcher.value === '') return [];
  const answers = judged.get(form) ?? new Map<string, readonly UnknownValue[]>();
  judged.set(form, answers);
  const key = matcher.label + matcher.op + matcher.value;
  const unknown = answers.get(key) ?? unknownAmong(known, matcher, form);
  answers.set(key, unknown);
  return unknown;
}

function unknownAmong(known: readonly string[], matcher: Matcher, form: MetricForm): readonly UnknownValue[] {
  const asked = matcher.op === '=' || matcher.op === '!=' ? [matcher.value] : alternatives(matcher.value);
  const regex = matcher.op === '=~' || matcher.op === '!~';
  return asked
    .filter((value) => !known.some((candidate) => (regex ? matches(value, candidate) : value === candidate)))
    .map((value) => {
      const suggestion = valueSuggestion(form.name, matcher.label, regex ? unescapeRegex(value) : value);
      const spelled = suggestion ?? known.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
      return { value, near: spelled ? [spelled] : nearest(value, known) };
    });
}

/** True when the matcher selects series whose label has the value. Grafana variables select everything. */
export function accepts({ op, value }: Matcher, candidate: string): boolean {
  if (hasVariable(value)) return true;
  if (op === '=' || op === '!=') return (value === candidate) === (op === '=');
  return matches(value, candidate) === (op === '=~');
}

/** True when every series the first matcher lets through passes the second: `status="503"` implies `status=~"5.."`. */
export function implies(own: Matcher, wanted: Matcher): boolean {
  if (own.label !== wanted.label) return false;
  if (own.op === wanted.op && own.value === wanted.value) return true;
  if (own.op === '=') return accepts(wanted, own.value);
  const excludes = wanted.op === '!~' || wanted.op === '!=';
  if (own.op !== '=~') return excludes && valuesOf(wanted).every((value) => valuesOf(own).includes(value));
  return alternatives(own.value).every((value) => isPlain(value) && accepts(wanted, unescapeRegex(value)));
}

/** What a matcher lists, as written. */
function valuesOf({ op, value }: Matcher): readonly string[] {
  return op.endsWith('~') ? alternatives(value) : [value];
}

/** No pattern, but one value. */
function isPlain(pattern: string): boolean {
  return /^(?:[\w -]|\\.)*$/.test(pattern);
}

/** True for values that Grafana fills in: `$x`, `${x}`, `[[x]]`. */
export function hasVariable(value: string): boolean {
  return /\$[A-Za-z_]|\$\{|\[\[/.test(value);
}

/** Splits `a|b(c|d)` at the bars outside parentheses and brackets. A leading `(?i)` holds for every part. */
export function alternatives(pattern: string): readonly string[] {
  if (pattern.startsWith('(?i)'))
    return alternatives(pattern.slice(4)).map((part) => (part === '' ? '' : `(?i)${part}`));
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (char === '(' || char === '[') depth++;
    else if (char === ')' || char === ']') depth--;
    else if (char === '|' && depth === 0) {
      parts.push(pattern.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, pattern.slice(start)];
}

const compiled = new Map<string, RegExp | undefined>();

/** True when the anchored pattern fits the value. */
function matches(pattern: string, value: string): boolean {
  if (/^[\w -]*$/.test(pattern)) return pattern === value;
  if (!compiled.has(pattern)) compiled.set(pattern, compilePattern(pattern));
  return compiled.get(pattern)?.test(value) ?? true;
}

/** Prometheus anchors at both ends and uses RE2; of its extra syntax only the leading `(?i)` occurs in practice. */
function compilePattern(pattern: string): RegExp | undefined {
  const insensitive = pattern.startsWith('(?i)');
  try {
    return new RegExp(`^(?:${insensitive ? pattern.slice(4) : pattern})$`, insensitive ? 'i' : '');
  } catch {
    return undefined; // not judged here: whether it is valid RE2 is for promtool to say
  }
}

function unescapeRegex(pattern: string): string {
  return pattern.replace(/\\(.)/g, '$1');
}
