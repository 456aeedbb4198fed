import type { Json } from '../../model/dashboard.ts';
import type { Values } from './tree.ts';
import { putAt } from './tree.ts';

/**
 * Reads what Helm's `--set` takes (helm.sh/docs/intro/using_helm, "The Format and Limitations of --set"): `a.b=c,d=e`,
 * lists `{a,b}`, positions `a[0]=x`, `\` before a comma or dot that is meant. A whole line of a shell may be given: `helm
 * upgrade ... --set a=b \` with its quotes and line ends.
 * @returns the values, or what cannot be read and why
 */
export function parseSet(text: string): { readonly values: Values } | { readonly fault: string } {
  let values: Values = {};
  for (const assignment of assignmentsIn(text)) {
    for (const pair of split(assignment, ',')) {
      if (pair.trim() === '') continue;
      const [key, value] = halves(pair);
      if (value === undefined) return { fault: `"${pair.trim()}" sets nothing: write name=value` };
      const path = pathOf(key);
      if (path.some((part) => part === '')) return { fault: `"${key}" is no path of a value: write a.b.c` };
      values = putAt(values, path, parsedValue(value));
    }
  }
  return { values };
}

/** The arguments of `--set` in a shell's line; the text itself where it is no such line. */
function assignmentsIn(text: string): readonly string[] {
  const words = shellWords(text.replace(/\\\r?\n/g, ' '));
  const flags = words.flatMap((word, index) => {
    const [, inline] = /^--set(?:-string)?=(.*)$/s.exec(word) ?? [];
    if (inline !== undefined) return [inline];
    return /^--set(?:-string)?$/.test(word) ? [words[index + 1] ?? ''] : [];
  });
  if (flags.length > 0) return flags;
  return [words.join(' ')];
}

/** Words of a line as a POSIX shell makes them: quotes go, in double quotes `\\` and `\"` become one character. */
function shellWords(line: string): readonly string[] {
  const words: string[] = [];
  const pattern = /(?:[^\s"']|"(?:[^"\\]|\\.)*"|'[^']*')+/gs;
  for (const [word] of line.matchAll(pattern)) {
    words.push(
      word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/gs, (_, double: string | undefined, single: string | undefined) =>
        double === undefined ? (single ?? '') : double.replace(/\\(["\\$`])/g, '$1'),
      ),
    );
  }
  return words;
}

/** Splits at a character that stands in no braces and behind no backslash. */
function split(text: string, at: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === '{') depth++;
    if (char === '}') depth--;
    if (char === at && depth === 0) parts.push('');
    else parts[parts.length - 1] += char === '\\' ? char + (text[++i] ?? '') : char;
  }
  return parts;
}

function halves(pair: string): readonly [key: string, value: string | undefined] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair.trim(), undefined] : [pair.slice(0, at).trim(), pair.slice(at + 1)];
}

/** `a.b\.c[0]` -> `a`, `b.c`, `0`. */
function pathOf(key: string): readonly string[] {
  return split(key, '.').flatMap((part) => {
    const [, name = '', positions = ''] = /^(.*?)((?:\[\d+\])*)$/s.exec(part) ?? [];
    return [unescaped(name), ...[...positions.matchAll(/\d+/g)].map(([position]) => position)];
  });
}

function parsedValue(text: string): Json {
  const [, list] = /^\{(.*)\}$/s.exec(text) ?? [];
  if (list !== undefined) return list === '' ? [] : split(list, ',').map((part) => scalarOf(unescaped(part)));
  return scalarOf(unescaped(text));
}

function scalarOf(text: string): Json {
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

function unescaped(text: string): string {
  return text.replace(/\\+(.)/gs, '$1');
}
