import type { FaultyQuery, UpgradeFinding, Use } from '../../upgrade/finding.ts';
import type { UpgradeRange } from '../../upgrade/range.ts';
import { code, fenced, inline } from '../markdown-text.ts';
import { plural } from '../plural.ts';
import { changesWords } from './change-words.ts';
import { contentWords, waitingWords } from './content-words.ts';
import type { UpgradeView } from './render.ts';
import { alike, placesWords, placeWords, together, verdictWords } from './summary.ts';
import { duringWords, effectWords, remedyWords } from './use-words.ts';

/** For an issue or a pull request. */
export function upgradeMarkdown({ report, content, skipped = [] }: UpgradeView): string {
  const { findings, faulty, from, to } = report;
  const waiting = content ? waitingWords(content) : [];
  return [
    `### Cilium ${from} to ${to}: ${inline(verdictWords(report))}\n`,
    `\n${plural(report.queries, 'query', 'queries')} looked at.\n`,
    ...(content
      ? [
          `\n${contentWords(content, report)
            .map((line) => inline(line.trim()))
            .join('\n')}\n`,
        ]
      : []),
    ...together(findings).map((group) => findingMarkdown(group, report)),
    section(`Breaks on ${to}, whatever the change`, faulty, 'later'),
    section(`Gives nothing on ${from} either`, faulty, 'both'),
    list('Panels left out: not every minor in between can fill them', waiting),
    list(
      'Not looked at',
      skipped.map(({ file, what, reason }) => `${file}: ${what} ${reason}`),
    ),
  ].join('');
}

function findingMarkdown(group: readonly UpgradeFinding[], range: UpgradeRange): string {
  const [first] = group;
  if (!first) return '';
  const { change, severity, uses } = first;
  const head = `\n#### ${severity}: ${code(change.family)} ${inline(changesWords(group.map((one) => one.change)))}\n\n${change.component}, since ${change.since}\n\n`;
  return (
    head +
    alike(uses)
      .map((group) => usesMarkdown(group, range))
      .join('')
  );
}

function usesMarkdown(uses: readonly Use[], range: UpgradeRange): string {
  const [first] = uses;
  if (!first) return '';
  const { remedy } = first;
  const during = duringWords(first.during, range);
  const said = [effectWords(first), ...(during ? [during] : []), ...(remedy ? [remedyWords(remedy)] : [])].join('; ');
  const head = `- ${inline(placesWords(uses.map(({ place }) => place)))}: ${inline(said)}\n`;
  if (first.severity !== 'breaks') return head;
  const lines = [first.expr, ...(remedy?.kind === 'expression' ? [remedy.expr] : [])];
  return head + lines.map((expr) => `\n${indented(fenced(expr.split('\n'), 'promql'))}\n`).join('');
}

/** Within a list item. */
const indented = (text: string) => text.replace(/^/gm, '  ');

function section(title: string, faulty: readonly FaultyQuery[], when: FaultyQuery['when']): string {
  const those = faulty.filter((one) => one.when === when);
  return list(
    title,
    those.map(({ place, messages }) => `${placeWords(place)}: ${messages.join('; ')}`),
  );
}

function list(title: string, lines: readonly string[]): string {
  return lines.length > 0 ? `\n#### ${title}\n\n${lines.map((line) => `- ${inline(line)}\n`).join('')}` : '';
}
