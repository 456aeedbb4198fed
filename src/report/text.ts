import type { Problem } from '../model/problem.ts';
import { excerptOf } from './excerpt.ts';
import { pageOf } from './help.ts';
import { plural } from './plural.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { styleOf } from './style.ts';

/** Places of one and the same finding that are named; the rest is a number. */
const PLACES = 3;

/**
 * Problems for a terminal: one block per source file, then the count. Empty when there are none. What is wrong in the
 * same words at many places is told once, since one cause (a label the settings do not make) can touch hundreds.
 */
export function renderText(problems: readonly Problem[], { color }: { readonly color: boolean }): string {
  if (problems.length === 0) return '';
  const style = styleOf(color);
  const same = [...Map.groupBy(problems, ({ code, message }) => `${code} ${message}`).values()];
  const files = Map.groupBy(same, ([first]) => first?.place.file ?? '');
  const blocks = [...files.values()].map((found) => found.map((group) => entries(group, style)).join(''));
  return `${blocks.join('\n')}\n${summary(problems, style)}`;
}

/** `3 errors, 1 warning in 2 files`. */
export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const counts = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  const files = new Set(problems.map(({ place }) => place.file)).size;
  return `${counts.join(', ') || 'no problems'}${problems.length > 0 ? ` in ${plural(files, 'file')}` : ''}`;
}

function entries([first, ...others]: readonly Problem[], style: Style): string {
  if (!first) return '';
  const places = [...new Set(others.map(({ place }) => whereOf(place)))];
  const named = places.slice(0, PLACES).join(', ') + (places.length > PLACES ? ', ...' : '');
  const more = others.length > 0 ? `  ${style.faint(`and ${others.length} more of the same: ${named}`)}\n` : '';
  return entry(first, style) + more;
}

function whereOf({ file, line }: Problem['place']): string {
  return printable(line === undefined ? file : `${file}:${line}`);
}

function entry({ code, severity, message, place }: Problem, style: Style): string {
  const { item, expr, offset } = place;
  const head = `${style.strong(whereOf(place))}  ${style[severity](severity)}  ${printable(code)}  ${printable(message)}\n`;
  const owner = item === undefined ? '' : `  ${style.faint(`in "${printable(item)}"`)}\n`;
  return head + owner + (expr === undefined ? '' : quoted(expr, offset, style));
}

function quoted(expr: string, offset: number | undefined, style: Style): string {
  const { line, caret } = excerptOf(expr, offset);
  const pointer = caret === undefined ? '' : `    ${' '.repeat(caret)}${style.error('^')}\n`;
  return `    ${line}\n${pointer}`;
}

function summary(problems: readonly Problem[], style: Style): string {
  const codes = [...new Set(problems.map(({ code }) => code))];
  const [only] = codes;
  const page = codes.length === 1 && only ? pageOf(printable(only)) : pageOf('<code>');
  return `${style.strong(countProblems(problems))}\n${style.faint(`what each means and what to do: ${page}`)}\n`;
}
