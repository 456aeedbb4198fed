import type { QueryPlace, UpgradeFinding, Use } from '../../upgrade/finding.ts';
import type { UpgradeReport } from '../../upgrade/upgrade.ts';
import { plural } from '../plural.ts';

/** Places that one line names before they become a number. */
const SHOWN = 3;

/** `panel "Drops" of hubble-drops`, `alert CiliumX`; with the file where it is somebody else's. */
export function placeWords({ use, item, resource, file }: QueryPlace): string {
  const where = file.endsWith('.ts') ? '' : ` (${file})`;
  if (use === 'alerting') return `alert ${item}${where}`;
  if (use === 'recording') return `record ${item}${where}`;
  return `${use} "${item}" of ${resource.slice(resource.indexOf('/') + 1)}${where}`;
}

export function placesWords(places: readonly QueryPlace[], shown = SHOWN): string {
  const names = [...new Set(places.map(placeWords))];
  const rest = names.length - shown;
  return names.slice(0, shown).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

/** Uses that suffer or gain the same way. */
export function alike(uses: readonly Use[]): readonly (readonly Use[])[] {
  const groups = Map.groupBy(uses, ({ effect, about, during, remedy, expr, severity }) =>
    // what breaks is told query by query
    JSON.stringify([effect, about, during, remedy, severity === 'breaks' ? expr : '']),
  );
  return [...groups.values()];
}

/** Labels that come in the same minor and do the same to the same queries are one finding to a reader. */
export function together(findings: readonly UpgradeFinding[]): readonly (readonly UpgradeFinding[])[] {
  const groups = Map.groupBy(findings, ({ key, change, severity, uses }) =>
    change.kind === 'label-added'
      ? JSON.stringify([change.family, change.component, change.since, severity, uses.map(withoutAbout)])
      : key,
  );
  return [...groups.values()];
}

const withoutAbout = ({ place, expr, effect }: Use) => [place, expr, effect];

/** Queries by what becomes of them, each counted once, by the worst. */
export interface Tally {
  readonly broken: number;
  readonly noted: number;
  readonly fine: number;
}

export function tallyOf({ findings, faulty }: UpgradeReport): Tally {
  const uses = findings.flatMap((finding) => finding.uses);
  const keys = (severity: Use['severity']) =>
    new Set(uses.filter((use) => use.severity === severity).map((use) => keyOf(use.place, use.expr)));
  const later = faulty.filter(({ when }) => when === 'later').map(({ place, expr }) => keyOf(place, expr));
  const broken = keys('breaks').union(new Set(later));
  const noted = keys('note').difference(broken);
  const fine = keys('works-on-both').difference(broken).difference(noted);
  return { broken: broken.size, noted: noted.size, fine: fine.size };
}

const keyOf = ({ file, resource, item, use }: QueryPlace, expr: string) =>
  JSON.stringify([file, resource, item, use, expr]);

/** `12 queries break on 1.20; 3 show a difference; 40 read what changes and answer on both`. */
export function verdictWords(report: UpgradeReport): string {
  const { broken, noted, fine } = tallyOf(report);
  const parts = [
    broken > 0
      ? `${plural(broken, 'query breaks', 'queries break')} on ${report.to}`
      : `nothing breaks on ${report.to}`,
    ...(noted > 0 ? [`${plural(noted, 'query shows', 'queries show')} a difference`] : []),
    ...(fine > 0
      ? [`${plural(fine, 'query reads', 'queries read')} what changes and ${fine === 1 ? 'answers' : 'answer'} on both`]
      : []),
  ];
  return parts.join('; ');
}
