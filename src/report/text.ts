import type { Problem } from '../model/problem.ts';
import { excerptOf } from './excerpt.ts';
import { pageOf } from './help.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { styleOf } from './style.ts';

/** Problems for a terminal: one block per source file, then the count. Empty when there are none. */
export function renderText(problems: readonly Problem[], { color }: { readonly color: boolean }): string {
  if (problems.length === 0) return '';
  const style = styleOf(color);
  const files = Map.groupBy(problems, ({ place }) => place.file);
  const blocks = [...files.values()].map((found) => found.map((problem) => entry(problem, style)).join(''));
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

function entry({ code, severity, message, place }: Problem, style: Style): string {
  const { file, line, item, expr, offset } = place;
  const where = printable(line === undefined ? file : `${file}:${line}`);
  const head = `${style.strong(where)}  ${style[severity](severity)}  ${printable(code)}  ${printable(message)}\n`;
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

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
