import type { EstimateReport } from '../../estimate/report.ts';
import { styleOf } from '../style.ts';
import { estimateMarkdown } from './markdown.ts';
import { estimateText } from './text.ts';

/** An estimate for people or machines. */
export function renderEstimate(
  report: EstimateReport,
  format: 'text' | 'json' | 'markdown',
  { color }: { readonly color: boolean },
): string {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  return format === 'markdown' ? estimateMarkdown(report) : estimateText(report, styleOf(color));
}
