import type { DiagnosedFinding, Diagnosis } from '../../doctor/diagnose.ts';
import { code, fenced, inline } from '../markdown-text.ts';
import type { ShownRemedy } from './remedy-lines.ts';
import { remediesShown } from './remedy-lines.ts';
import { evidenceOf, harmOf, isBlind, placeOf, statesOf, totalsOf, victimsOf } from './words.ts';

/** A diagnosis for an issue or a pull request. */
export function diagnosisMarkdown(diagnosis: Diagnosis): string {
  const { boards, alerts, findings } = diagnosis;
  const shown = remediesShown();
  const rows = [
    ...boards.map(({ uid, items }) => `| ${code(uid)} | ${statesOf(items)} |\n`),
    ...(alerts.length > 0 ? [`| alerts | ${statesOf(alerts, 'alert')} |\n`] : []),
  ];
  const table =
    rows.length > 0 && !isBlind(diagnosis) ? `\n| board | panels and variables |\n|---|---|\n${rows.join('')}` : '';
  return [
    `### Diagnosis\n\nLooked at ${inline(evidenceOf(diagnosis))}.\n\n`,
    ...totalsOf(diagnosis).map((line) => `- ${line}\n`),
    ...findings.map((finding) => findingMarkdown(finding, shown(finding.remedies))),
    table,
  ].join('');
}

function findingMarkdown(finding: DiagnosedFinding, shown: readonly ShownRemedy[]): string {
  const harm = harmOf(finding);
  const remedies = shown.map(({ remedy, lines, again }) => {
    const place = placeOf(remedy);
    if (place === '') return `\n${lines.map(inline).join('\n')}\n`;
    const where = `${place.charAt(0).toUpperCase()}${inline(place.slice(1))}`;
    if (again) return `\n${where}: what is written above.\n`;
    const language = remedy.kind === 'command' ? 'sh' : remedy.kind === 'settings' ? 'ts' : 'yaml';
    return `\n${where}:\n\n${fenced(lines, language)}\n`;
  });
  return [
    `\n#### ${finding.severity}: ${inline(finding.summary)}\n\n`,
    `${code(finding.code)}${harm ? `, ${harm}` : ''}\n`,
    ...(finding.empties.length + finding.spoils.length > 0 ? ['\n'] : []),
    ...victimsOf(finding).map(([where, names]) => `- ${code(where)}: ${inline(names)}\n`),
    ...(finding.evidence.length > 0 ? ['\n', ...finding.evidence.map((line) => `- seen: ${inline(line)}\n`)] : []),
    ...remedies,
  ].join('');
}
