import { familiesNamed, formIn } from '../catalog/catalog.ts';
import { renamedLabels } from '../catalog/changes.ts';
import type { MetricForm } from '../catalog/facts.ts';
import type { Minor } from '../catalog/minor.ts';
import { renderMatcher } from '../promql/matchers.ts';
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
  const { from: start, to: end } = reading.node;
  const after = applyEdit(before, {
    from: start - vector.from,
    to: end - vector.from,
    text: selectorOf(reading, `${form.name}${reading.suffix}`),
  });
  const text = enclosed(`${before} or ${withOldLabels(after, change.family)}`, vector, reading.ancestors);
  return { from: vector.from, to: vector.to, text };
}

function isSame(old: MetricForm, now: MetricForm): boolean {
  const renamed = renamedLabels(old.name);
  const labels = new Set(old.labels.map((label) => renamed.get(label) ?? label));
  return old.type === now.type && labels.symmetricDifference(new Set(now.labels)).size === 0;
}

function selectorOf({ node, family }: Reading, name: string): string {
  const renamed = renamedLabels(family);
  const matchers = node.matchers.map((one) => renderMatcher({ ...one, label: renamed.get(one.label) ?? one.label }));
  return matchers.length > 0 ? `${name}{${matchers.join(', ')}}` : name;
}

/** Labels as the rest of the expression calls them. */
function withOldLabels(vector: string, family: string): string {
  return [...renamedLabels(family)].reduce(
    (text, [old, now]) => `label_replace(${text}, "${old}", "$1", "${now}", "(.*)")`,
    vector,
  );
}
