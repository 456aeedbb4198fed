import type { Diagnosis } from '../../doctor/diagnose.ts';
import { styleOf } from '../style.ts';
import { diagnosisMarkdown } from './markdown.ts';
import { diagnosisText } from './text.ts';

/** Format of the JSON document; raised when a field changes its meaning or goes away. */
export const DIAGNOSIS_VERSION = 1;

export interface DiagnosisOptions {
  readonly color: boolean;
  /** Name every panel and alert, not only those that a cause hits. */
  readonly all: boolean;
}

/** What is wrong between content and cluster, for a terminal, a machine or an issue. */
export function renderDiagnosis(
  diagnosis: Diagnosis,
  format: 'text' | 'json' | 'markdown',
  { color, all }: DiagnosisOptions,
): string {
  if (format === 'json') return `${JSON.stringify({ version: DIAGNOSIS_VERSION, ...diagnosis }, null, 2)}\n`;
  return format === 'markdown' ? diagnosisMarkdown(diagnosis) : diagnosisText(diagnosis, styleOf(color), { all });
}
