import { familiesNamed, formIn } from '../catalog/catalog.ts';
import type { MetricForm } from '../catalog/facts.ts';
import type { Minor } from '../catalog/minor.ts';
import type { Edit } from './edit.ts';
import { applyEdit, enclosed, vectorAround } from './edit.ts';
import type { FamilyChange } from './family-change.ts';
import type { Reading } from './reading.ts';

/**
 * `old or new` in place of a metric that was renamed. Only for a rename: the successor comes as the other goes, with
 * the same type and labels; everything else called a successor is another metric, and for a human to choose.
 */
export function renameEdit(
  change: Extract<FamilyChange, { kind: 'metric-removed' }>,
  reading: Reading,
  from: Minor,
  to: Minor,
): Edit | undefined {
  const { successor, component } = change;
  const old = reading.before.find((form) => form.component === component);
  const now = familiesNamed(successor ?? '').find((one) => one.component === component);
  const form = now && formIn(component, now.fact, to);
  if (!old || !form || formIn(component, now.fact, from) || !isSame(old, form)) return undefined;
  const vector = vectorAround(reading.node, reading.ancestors);
  const before = reading.expr.slice(vector.from, vector.to);
  // a name may also be written as a matcher or in quotes
  if (!reading.expr.startsWith(reading.series, reading.node.from)) return undefined;
  const start = reading.node.from - vector.from;
  const name = { from: start, to: start + reading.series.length, text: form.name + reading.suffix };
  const text = enclosed(`${before} or ${applyEdit(before, name)}`, vector, reading.ancestors);
  return { from: vector.from, to: vector.to, text };
}

function isSame(old: MetricForm, now: MetricForm): boolean {
  return old.type === now.type && new Set(old.labels).symmetricDifference(new Set(now.labels)).size === 0;
}
