import type { ForeignFinding, ForeignReport } from '../../upgrade/foreign/analyse.ts';
import { pageOf } from '../help.ts';
import { printable } from '../printable.ts';
import type { Style } from '../style.ts';
import { placesWords } from '../upgrade/summary.ts';
import { assumedWords, deadly, doubts, onWords, scopeWords, verdictWords } from './words.ts';

/** For a terminal: dead queries one by one with what to write, doubts by kind, and what was taken for granted. */
export function foreignText(report: ForeignReport, style: Style): string {
  const dead = report.findings.filter(({ verdict }) => verdict === 'dead');
  const doubtful = doubts(report);
  const lines = (title: string, all: readonly string[]) =>
    all.length > 0 ? `\n${style.strong(title)}\n${all.map((line) => `  ${printable(line)}\n`).join('')}` : '';
  return [
    `${style.faint(printable(scopeWords(report)))}\n${style.strong(verdictWords(report))}\n`,
    ...report.faults.map(({ path, message }) => `${style.error('error')}  ${printable(`${path} ${message}`)}\n`),
    ...dead.map((finding) => `\n${deadText(finding, report, style)}`),
    doubtful.length > 0 ? `\n${style.strong('doubtful')}\n` : '',
    ...doubtful.map(([{ code, message }, findings]) => {
      const places = placesWords(findings.flatMap((finding) => finding.places));
      return `  ${style.warning(code)}  ${printable(message)}\n      ${printable(places)}\n`;
    }),
    lines('taken for granted', assumedWords(report)),
    lines(
      'not looked at',
      report.skipped.map(({ file, what, reason }) => `${file}: ${what} ${reason}`),
    ),
    report.findings.length > 0 ? `\n${style.faint(`what each means and what to do: ${pageOf('<code>')}`)}\n` : '',
  ].join('');
}

function deadText(finding: ForeignFinding, report: ForeignReport, style: Style): string {
  const { expr, places, minors, replacement } = finding;
  const problems = deadly(finding).map(({ code, message }) => `      ${style.faint(code)}  ${printable(message)}\n`);
  const write = replacement === undefined ? '' : `      ${style.strong('write')}  ${printable(replacement)}\n`;
  return [
    `${style.error('dead')}  ${printable(placesWords(places))}${onWords(minors, report)}\n`,
    `      ${printable(expr)}\n`,
    ...problems,
    write,
  ].join('');
}
