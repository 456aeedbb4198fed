import type { ForeignFinding, ForeignReport } from '../../upgrade/foreign/analyse.ts';
import { code, fenced, inline } from '../markdown-text.ts';
import { placesWords } from '../upgrade/summary.ts';
import { assumedWords, deadly, doubts, onWords, scopeWords, verdictWords } from './words.ts';

/** For an issue. */
export function foreignMarkdown(report: ForeignReport): string {
  const dead = report.findings.filter(({ verdict }) => verdict === 'dead');
  const list = (title: string, all: readonly string[]) =>
    all.length > 0 ? `\n#### ${title}\n\n${all.map((line) => `- ${line}\n`).join('')}` : '';
  return [
    `### ${verdictWords(report)}\n\n${inline(scopeWords(report))}.\n`,
    list(
      'Could not be read',
      report.faults.map(({ path, message }) => inline(`${path} ${message}`)),
    ),
    ...dead.map((finding) => deadMarkdown(finding, report)),
    list(
      'Doubtful',
      doubts(report).map(
        ([problem, findings]) =>
          `${code(problem.code)} ${inline(problem.message)}: ${inline(placesWords(findings.flatMap(({ places }) => places)))}`,
      ),
    ),
    list('Taken for granted', assumedWords(report).map(inline)),
    list(
      'Not looked at',
      report.skipped.map(({ file, what, reason }) => inline(`${file}: ${what} ${reason}`)),
    ),
  ].join('');
}

function deadMarkdown(finding: ForeignFinding, report: ForeignReport): string {
  const { expr, places, minors, replacement } = finding;
  return [
    `\n#### Dead${onWords(minors, report)}: ${inline(placesWords(places))}\n\n`,
    `${fenced(expr.split('\n'), 'promql')}\n\n`,
    ...deadly(finding).map((problem) => `- ${code(problem.code)} ${inline(problem.message)}\n`),
    replacement === undefined ? '' : `\nWrite:\n\n${fenced(replacement.split('\n'), 'promql')}\n`,
  ].join('');
}
