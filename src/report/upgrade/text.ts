import type { FaultyQuery, UpgradeFinding, Use } from '../../upgrade/finding.ts';
import type { UpgradeRange } from '../../upgrade/range.ts';
import { plural } from '../plural.ts';
import { printable } from '../printable.ts';
import type { Style } from '../style.ts';
import { changesWords } from './change-words.ts';
import { contentWords, waitingWords } from './content-words.ts';
import type { UpgradeView } from './render.ts';
import { alike, placesWords, placeWords, together, verdictWords } from './summary.ts';
import { duringWords, effectWords, remedyWords } from './use-words.ts';

/** For a terminal: the verdict, what our own content needs, then change by change, the worst first. */
export function upgradeText({ report, content, skipped = [] }: UpgradeView, style: Style): string {
  const { findings, faulty, from, to } = report;
  const waiting = content ? waitingWords(content) : [];
  return [
    `${style.faint(`Cilium ${from} -> ${to}, ${plural(report.queries, 'query', 'queries')}`)}\n`,
    `${style.strong(verdictWords(report))}\n`,
    ...(content ? ['\n', ...contentWords(content, report).map(indentPrintable)] : []),
    ...together(findings).map((group) => `\n${findingText(group, report, style)}`),
    section(`breaks on ${to}, whatever the change`, faulty, 'later', style),
    section(
      `gives nothing on ${from} either: \`ciliascope doctor --dashboard\` and \`--rules\` say more`,
      faulty,
      'both',
      style,
    ),
    waiting.length > 0 ? `\n${style.strong('panels left out: not every minor in between can fill them')}\n` : '',
    ...waiting.map((line) => `  ${printable(line)}\n`),
    skipped.length > 0 ? `\n${style.strong('not looked at')}\n` : '',
    ...skipped.map(({ file, what, reason }) => `  ${printable(`${file}: ${what} ${reason}`)}\n`),
  ].join('');
}

function findingText(group: readonly UpgradeFinding[], range: UpgradeRange, style: Style): string {
  const [first] = group;
  if (!first) return '';
  const { change, severity, uses } = first;
  const paint = severity === 'breaks' ? style.error : severity === 'note' ? style.warning : style.faint;
  const head = `${paint(severity)}  ${style.strong(change.family)} ${changesWords(group.map((one) => one.change))} ${style.faint(`(${change.component}, since ${change.since})`)}\n`;
  return (
    head +
    alike(uses)
      .map((group) => usesText(group, range, style))
      .join('')
  );
}

function usesText(uses: readonly Use[], range: UpgradeRange, style: Style): string {
  const [first] = uses;
  if (!first) return '';
  const during = duringWords(first.during, range);
  const said = [effectWords(first), ...(during ? [during] : [])].join('; ');
  const { remedy } = first;
  const query = first.severity === 'breaks' ? `      ${style.faint(printable(first.expr))}\n` : '';
  const todo = remedy ? `      ${style.strong('do')}  ${printable(remedyWords(remedy))}\n` : '';
  const written = remedy?.kind === 'expression' ? `          ${printable(remedy.expr)}\n` : '';
  return `  ${printable(placesWords(uses.map(({ place }) => place)))}\n      ${printable(said)}\n${query}${todo}${written}`;
}

function section(title: string, faulty: readonly FaultyQuery[], when: FaultyQuery['when'], style: Style): string {
  const those = faulty.filter((one) => one.when === when);
  if (those.length === 0) return '';
  const lines = those.map(
    ({ place, messages }) =>
      `  ${printable(placeWords(place))}\n${messages.map((text) => `      ${printable(text)}\n`).join('')}`,
  );
  return `\n${style.strong(title)}\n${lines.join('')}`;
}

/** Indentation is meant; everything else in a line may be a path or a message. */
function indentPrintable(line: string): string {
  const [indent = ''] = /^ */.exec(line) ?? [];
  return `${indent}${printable(line.slice(indent.length))}\n`;
}
