import type { Problem } from '../model/problem.ts';
import { excerptOf } from './excerpt.ts';
import { pageOf } from './help.ts';
import { printable } from './printable.ts';

/**
 * Problems as workflow commands, which GitHub turns into annotations of the pull request's lines.
 * Escapes as in actions/toolkit, packages/core/src/command.ts.
 */
export function renderGithub(problems: readonly Problem[]): string {
  return problems.map((problem) => `${command(problem)}\n`).join('');
}

function command({ code, severity, message, place }: Problem): string {
  const { file, line, item, expr, offset } = place;
  const properties = {
    file,
    line: String(line ?? 1),
    title: item === undefined ? code : `${code} in "${printable(item)}"`,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  const quoted = expr === undefined ? [] : [excerptOf(expr, offset).line];
  const text = [printable(message), ...quoted, `see ${pageOf(code)}`].join('\n');
  return `::${severity} ${list.join(',')}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
