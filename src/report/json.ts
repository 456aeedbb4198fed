import type { Problem } from '../model/problem.ts';
import { pageOf } from './help.ts';

/** Format of the document; raised when a field changes its meaning or goes away. */
export const PROBLEMS_VERSION = 1;

/** Problems for programs: one document, fields in one order, absent ones left out. */
export function renderJson(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const document = {
    version: PROBLEMS_VERSION,
    errors,
    warnings: problems.length - errors,
    problems: problems.map(({ code, severity, message, place }) => ({
      code,
      severity,
      message,
      file: place.file,
      line: place.line,
      resource: place.resource,
      item: place.item,
      path: place.path,
      expr: place.expr,
      offset: place.offset,
      page: pageOf(code),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
