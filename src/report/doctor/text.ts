import type { DiagnosedFinding, Diagnosis, Item } from '../../doctor/diagnose.ts';
import { plural } from '../plural.ts';
import { printable } from '../printable.ts';
import type { Style } from '../style.ts';
import type { ShownRemedy } from './remedy-lines.ts';
import { remediesShown } from './remedy-lines.ts';
import { evidenceOf, harmOf, isBlind, placeOf, shortened, stateOf, statesOf, totalsOf, victimsOf } from './words.ts';

/** Evidence lines that are shown before they become a number. */
const EVIDENCE = 3;

/** A diagnosis for a terminal: causes, the worst first, each with what mends it; then the boards. */
export function diagnosisText(diagnosis: Diagnosis, style: Style, { all }: { readonly all: boolean }): string {
  const head = [printable(`looked at ${evidenceOf(diagnosis)}`), ...totalsOf(diagnosis)].map((line) => `${line}\n`);
  const shown = remediesShown();
  const findings = diagnosis.findings.map(
    (finding) => `\n${findingText(finding, shown(finding.remedies), style, all)}`,
  );
  return [...head, ...findings, boardsText(diagnosis, style, all), closing(diagnosis)].join('');
}

function findingText(finding: DiagnosedFinding, shown: readonly ShownRemedy[], style: Style, all: boolean): string {
  const paint =
    finding.severity === 'error' ? style.error : finding.severity === 'warning' ? style.warning : style.faint;
  const harm = harmOf(finding);
  const width = Math.max(0, ...victimsOf(finding).map(([where]) => where.length));
  const victims = victimsOf(finding).map(([where, names]) => `    ${where.padEnd(width)}  ${printable(names)}\n`);
  const { evidence } = finding;
  const seen = evidence.slice(0, EVIDENCE).map((line) => `  ${style.faint('seen')}  ${printable(line)}\n`);
  const more = evidence.length > EVIDENCE ? `  ${style.faint('seen')}  and ${evidence.length - EVIDENCE} more\n` : '';
  const remedies = shown.map((remedy) => remedyText(remedy, style));
  const head = `${paint(finding.severity)} ${style.faint(finding.code)}  ${style.strong(printable(finding.summary))}\n`;
  // what is normal is said, and not explained, unless somebody asks
  if (finding.severity === 'note' && !all) return `${head}${harm ? `  ${harm}\n` : ''}`;
  return [head, ...(harm ? [`  ${harm}\n`] : []), ...victims, ...seen, more, ...remedies].join('');
}

function remedyText({ remedy, lines, again }: ShownRemedy, style: Style): string {
  const what = style.strong('do');
  const place = placeOf(remedy);
  const [first = '', ...rest] = lines.map(indentPrintable);
  if (again) return `  ${what}    what is written above${place ? `, ${place}` : ''}\n`;
  if (place === '') return [first, ...rest].map((line) => `  ${what}    ${line}\n`).join('');
  if (remedy.kind === 'command' && rest.length === 0) return `  ${what}    ${place}: ${first}\n`;
  return `  ${what}    ${place}:\n${[first, ...rest].map((line) => `          ${line}\n`).join('')}`;
}

/** Indentation is meant; everything else in a line of others is made safe. */
function indentPrintable(line: string): string {
  const [indent = ''] = /^ */.exec(line) ?? [];
  return indent + printable(line.slice(indent.length));
}

function boardsText(diagnosis: Diagnosis, style: Style, all: boolean): string {
  const { boards, alerts } = diagnosis;
  if (isBlind(diagnosis)) return '';
  const width = Math.max('alerts'.length, ...boards.map(({ uid }) => uid.length));
  const line = (name: string, states: string) => `  ${name.padEnd(width)}  ${states}\n`;
  const lines = boards.map(({ uid, items }) => line(uid, statesOf(items)) + (all ? itemsText(items, style) : ''));
  const last =
    alerts.length > 0 ? line('alerts', statesOf(alerts, 'alert')) + (all ? itemsText(alerts, style) : '') : '';
  return `\n${style.strong('boards and alerts')}\n${lines.join('')}${last}`;
}

function itemsText(items: readonly Item[], style: Style): string {
  return items
    .map((item) => {
      const why = item.causes.length > 0 ? style.faint(`  ${shortened(item.causes)}`) : '';
      const paint = item.state === 'empty' ? style.error : item.state === 'wrong' ? style.warning : style.faint;
      return `    ${paint(stateOf(item))}  ${printable(item.title)}${why}\n`;
    })
    .join('');
}

function closing({ findings }: Diagnosis): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) return `\n${plural(errors, 'cause')} to mend\n`;
  return findings.length > 0 ? '\nnothing has to be mended\n' : '\nnothing found to mend\n';
}
