import type { Problem } from '../model/problem.ts';
import { renderGithub } from './github.ts';
import type { Rule } from './help.ts';
import { renderJson } from './json.ts';
import { renderSarif } from './sarif.ts';
import { renderText } from './text.ts';

export type ProblemFormat = 'text' | 'json' | 'sarif' | 'github';

export interface ProblemReportOptions {
  /** ANSI colours in `text`. */
  readonly color: boolean;
  /** What was checked; `sarif` lists it. */
  readonly rules?: readonly Rule[];
}

/** Problems as text, in the order given. Ends with a newline, or is empty where nothing is to be said. */
export function renderProblems(
  problems: readonly Problem[],
  format: ProblemFormat,
  options: ProblemReportOptions,
): string {
  switch (format) {
    case 'text':
      return renderText(problems, options);
    case 'json':
      return renderJson(problems);
    case 'sarif':
      return renderSarif(problems, options.rules ?? []);
    case 'github':
      return renderGithub(problems);
  }
}
