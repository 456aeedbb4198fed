import type { DiffReport, Tally } from '../../diff/report.ts';
import { plural } from '../plural.ts';

/** `3 dashboards changed, 1 new; 12 panels changed; 2 alerts changed (1 laxer)`. */
export function verdictOf({ counts, risks }: DiffReport): string {
  const { boards, panels, alerts, records, slos, others } = counts;
  const directions = [
    ...(alerts.laxer > 0 ? [`${alerts.laxer} laxer`] : []),
    ...(alerts.stricter > 0 ? [`${alerts.stricter} stricter`] : []),
  ];
  const parts = [
    tally('dashboard', boards),
    tally('panel', panels, panels.moved > 0 ? [`${panels.moved} moved`] : []),
    slos > 0 ? `${plural(slos, 'SLO')} changed` : '',
    `${tally('alert', alerts)}${directions.length > 0 ? ` (${directions.join(', ')})` : ''}`,
    tally('record', records),
    tally('other object', others),
  ].filter((part) => part !== '');
  if (parts.length > 0) return parts.join('; ');
  return risks.length > 0 ? 'nothing but what is named below' : 'no change in meaning';
}

/** Where costs are recorded, a board that changed without a new measurement may have become dearer unseen. */
export const unmeasuredText = ({ unmeasured }: Pick<DiffReport, 'unmeasured'>): string =>
  `The cost of ${plural(unmeasured, 'changed dashboard')} is not measured: \`ciliascope test --record\`.`;

function tally(what: string, { added, removed, changed }: Tally, more: readonly string[] = []): string {
  const counted = [
    ...(changed > 0 ? [['changed', changed] as const] : []),
    ...(added > 0 ? [['new', added] as const] : []),
    ...(removed > 0 ? [['removed', removed] as const] : []),
  ];
  const words = counted.map(([word, count], index) => `${index === 0 ? plural(count, what) : count} ${word}`);
  const [first, ...others] = more;
  return [
    ...words,
    ...(words.length > 0 ? more : first ? [first.replace(/^(\d+) /, `$1 ${what}s `), ...others] : []),
  ].join(', ');
}
