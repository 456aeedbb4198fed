import type { ForeignReport } from '../../upgrade/foreign/analyse.ts';
import { styleOf } from '../style.ts';
import { foreignMarkdown } from './markdown.ts';
import { foreignText } from './text.ts';

/** Format of the JSON document; raised when a field changes its meaning or goes away. */
export const FOREIGN_VERSION = 1;

/** Dead and doubtful queries of boards and rules of others, for a terminal, a machine or an issue. */
export function renderForeign(
  report: ForeignReport,
  format: 'text' | 'json' | 'markdown',
  { color }: { readonly color: boolean },
): string {
  if (format === 'json') return `${JSON.stringify({ version: FOREIGN_VERSION, ...report }, null, 2)}\n`;
  return format === 'markdown' ? foreignMarkdown(report) : foreignText(report, styleOf(color));
}
