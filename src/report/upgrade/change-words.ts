import type { FamilyChange } from '../../upgrade/family-change.ts';

/** Values that one line shows before they become a number. */
const SHOWN = 6;

/** What changes of a family, as a clause that follows its name. Several changes are labels that come together. */
export function changesWords([first, ...others]: readonly FamilyChange[]): string {
  if (!first) return '';
  const labels = [first, ...others].flatMap((change) => (change.kind === 'label-added' ? [change.label] : []));
  return labels.length > 1 ? `gains the labels ${labels.join(', ')}` : changeWords(first);
}

function changeWords(change: FamilyChange): string {
  switch (change.kind) {
    case 'metric-removed':
      return change.successor === undefined ? 'is gone' : `is gone; its successor is ${change.successor}`;
    case 'metric-new':
      return change.predecessor === undefined ? 'is new' : `is new, in place of ${change.predecessor}`;
    case 'metric-unverified':
      return 'may be gone: whether it is there could not be verified';
    case 'type':
      return `was a ${change.before}, and is a ${change.after}`;
    case 'label-removed':
      return `loses the label ${change.label}`;
    case 'label-added':
      return `gains the label ${change.label}`;
    case 'label-values':
      return valuesWords(change);
    case 'buckets':
      return `has other buckets: ${change.before.map(edgesWords).join(' or ')} became ${change.after.map(edgesWords).join(' or ')}`;
    case 'meaning':
      return change.what;
  }
}

function valuesWords({ label, gone, come, respelled }: Extract<FamilyChange, { kind: 'label-values' }>): string {
  const [old, now] = [new Set(respelled.map(([one]) => one)), new Set(respelled.map(([, one]) => one))];
  const parts = [
    ...respelled.map(([before, after]) => `"${before}" is written "${after}"`),
    ...said(
      'gone',
      gone.filter((value) => !old.has(value)),
    ),
    ...said(
      'new',
      come.filter((value) => !now.has(value)),
    ),
  ];
  return `${label}: ${parts.join(', ')}`;
}

function said(what: string, values: readonly string[]): readonly string[] {
  if (values.length === 0) return [];
  const shown = values.slice(0, SHOWN).map((value) => `"${value}"`);
  const more = values.length > SHOWN ? ` and ${values.length - SHOWN} more` : '';
  return [`${what} ${shown.join(', ')}${more}`];
}

/** `0.005 to 10 (11)`. */
function edgesWords(edges: readonly number[]): string {
  return `${edges[0]} to ${edges.at(-1)} (${edges.length})`;
}
