import { bucketsImpact } from './buckets-impact.ts';
import type { FamilyChange } from './family-change.ts';
import type { Impact } from './finding.ts';
import type { Ground } from './ground.ts';
import { labelAddedImpact, labelRemovedImpact } from './label-impact.ts';
import { metricImpact } from './metric-impact.ts';
import type { Reading } from './reading.ts';
import { valuesImpact } from './values-impact.ts';

/** What one change does to one selector of a query; undefined when the query does not notice. */
export function impactOf(change: FamilyChange, reading: Reading, ground: Ground): Impact | undefined {
  switch (change.kind) {
    case 'metric-removed':
    case 'metric-new':
    case 'metric-unverified':
    case 'type':
      return metricImpact(change, reading, ground);
    default:
      break;
  }
  const isThere = [reading.before, reading.after].every((forms) =>
    forms.some(({ component }) => component === change.component),
  );
  if (!isThere) return undefined;
  switch (change.kind) {
    case 'label-removed':
      return labelRemovedImpact(change, reading, ground);
    case 'label-added':
      return labelAddedImpact(change, reading, ground);
    case 'label-values':
      return valuesImpact(change, reading, ground);
    case 'buckets':
      return bucketsImpact(change, reading, ground);
    case 'meaning':
      return meaningImpact(change, reading);
  }
}

function meaningImpact(
  { gone, label, mentions }: Extract<FamilyChange, { kind: 'meaning' }>,
  { node, labels, series }: Reading,
): Impact | undefined {
  if (gone) return { effect: 'empty', severity: 'breaks', during: 'old-only', about: series };
  const matchers = node.matchers.filter((one) => one.label === label);
  const concerns =
    mentions === undefined
      ? matchers.length > 0 || labels.has(label ?? '')
      : matchers.some(({ value }) => value.includes(mentions));
  return concerns ? { effect: 'meaning', severity: 'note', during: 'mixed', about: label ?? series } : undefined;
}
