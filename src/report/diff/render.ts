import type { DiffReport } from '../../diff/report.ts';
import { styleOf } from '../style.ts';
import { renderDiffMarkdown } from './markdown.ts';
import { renderDiffText } from './text.ts';

/** A comparison for a terminal, a pull request or a program. */
export function renderDiff(
  report: DiffReport,
  format: 'text' | 'markdown' | 'json',
  { color }: { readonly color: boolean },
): string {
  if (format === 'markdown') return renderDiffMarkdown(report);
  if (format === 'text') return renderDiffText(report, styleOf(color));
  return `${JSON.stringify(report, (key, value: unknown) => (key === 'twin' ? undefined : value), 2)}\n`;
}
