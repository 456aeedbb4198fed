import { printable } from './printable.ts';

/** The line of an expression a finding is about, and the column of its caret. */
export interface Excerpt {
  readonly line: string;
  readonly caret?: number;
}

const CUT = '…';

/**
 * The line around an offset, cut to a width. Columns count characters, so the caret stands under the right one.
 * @param offset UTF-16 offset into `expr`; without it the first line is shown, without a caret
 */
export function excerptOf(expr: string, offset: number | undefined, width = 100): Excerpt {
  const at = Math.min(offset ?? 0, expr.length);
  const start = expr.lastIndexOf('\n', at - 1) + 1;
  const end = expr.indexOf('\n', at);
  const raw = expr.slice(start, end === -1 ? undefined : end);
  // both halves are made printable by themselves, so that the caret knows how long the first became
  const before = [...printable(raw.slice(0, at - start)).trimStart()];
  const after = [...printable(raw.slice(at - start)).trimEnd()];
  const room = Math.max(width - after.length, Math.floor(width / 2));
  const left = before.length > room ? [CUT, ...before.slice(before.length - room + 1)] : before;
  const rest = width - left.length;
  const right = after.length > rest ? [...after.slice(0, rest - 1), CUT] : after;
  return { line: [...left, ...right].join(''), ...(offset === undefined ? {} : { caret: left.length }) };
}
