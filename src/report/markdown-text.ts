import { printable } from './printable.ts';

/**
 * Text of others within Markdown (CommonMark, GitHub's and GitLab's extensions): shown as it is, and never a heading, a
 * link, an image, HTML, a mention or a reference. What stands in backticks becomes code.
 */
export function inline(text: string): string {
  return printable(text)
    .split(/(`[^`]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : escaped(part)))
    .join('');
}

/** A code span, whatever backticks are in it. */
export function code(text: string): string {
  const safe = printable(text);
  const longest = Math.max(0, ...(safe.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^[`\s]|[`\s]$/.test(safe) ? ' ' : '';
  return `${fence}${space}${safe || ' '}${space}${fence}`;
}

/** A fenced block that nothing in it can end. */
export function fenced(lines: readonly string[], language: string): string {
  const safe = lines.map((line) => `${/^\s*/.exec(line)?.[0] ?? ''}${printable(line.trimStart())}`);
  const longest = Math.max(2, ...safe.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...safe, fence].join('\n');
}

/** Breaks mentions, references and addresses without being seen. */
const JOINER = '\u2060';

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/^(\s*)([-+#=])/, '$1\\$2')
    .replace(/([@#!%&~])(?=[\w.])/g, (whole) => (whole === '&' ? whole : `${whole}${JOINER}`))
    .replace(/:\/\//g, `:${JOINER}//`)
    .replace(/\bwww\./gi, (whole) => `${whole.slice(0, 3)}${JOINER}.`)
    .replace(/^(\s*\d+)([.)])/, '$1\\$2');
}
