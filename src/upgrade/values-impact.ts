import type { MetricForm } from '../catalog/facts.ts';
import type { Matcher } from '../catalog/matchers.ts';
import { accepts, hasVariable } from '../catalog/matchers.ts';
import { duringOr } from './during.ts';
import type { FamilyChange } from './family-change.ts';
import type { Impact } from './finding.ts';
import type { Ground } from './ground.ts';
import { orAround } from './ground.ts';
import type { Reading } from './reading.ts';

type ValuesChange = Extract<FamilyChange, { kind: 'label-values' }>;

/** What it does to a query that values of a label are spelt otherwise, come or go. */
export function valuesImpact(change: ValuesChange, reading: Reading, ground: Ground): Impact | undefined {
  const { label } = change;
  const impacts = reading.node.matchers
    .filter((one) => one.label === label && one.value !== '' && !hasVariable(one.value))
    .flatMap((matcher) => matcherImpact(matcher, change, reading, ground) ?? []);
  const worst = impacts.find(({ severity }) => severity === 'breaks') ?? impacts[0];
  if (worst) return worst;
  const isShown = reading.labels.has(label) && !reading.node.matchers.some((one) => one.label === label);
  if (!isShown || change.gone.length === 0) return undefined;
  return { effect: 'other-values', severity: 'note', during: 'mixed', about: label };
}

function matcherImpact(matcher: Matcher, change: ValuesChange, reading: Reading, ground: Ground): Impact | undefined {
  const about = `${matcher.label}${matcher.op}"${matcher.value}"`;
  const [before, after] = [reading.before, reading.after].map((forms) => selected(matcher, forms, change));
  if (!before || !after) return undefined;
  const covered = (faultsOf = ground.after): Impact | undefined => {
    const or = orAround(reading, faultsOf);
    if (!or) return undefined;
    return { effect: 'covered', severity: 'works-on-both', during: duringOr(or, reading, ground.agents), about };
  };
  if (matcher.op === '!=' || matcher.op === '!~') {
    const through = change.respelled.filter(([old, now]) => !before.includes(old) && after.includes(now));
    if (through.length > 0)
      return covered() ?? { effect: 'excludes-nothing', severity: 'breaks', during: 'old-only', about };
    const excludes = change.gone.some((value) => !before.includes(value));
    return excludes ? { effect: 'covered', severity: 'works-on-both', during: 'all', about } : undefined;
  }
  const lost = change.gone.filter((value) => before.includes(value));
  if (lost.length === 0) {
    const starts = before.length === 0 && after.length > 0;
    if (!starts) return undefined;
    return covered(ground.before) ?? { effect: 'starts', severity: 'note', during: 'new-only', about };
  }
  // a value that only changed its spelling must be selected in the new one too
  const half = change.respelled.filter(([old, now]) => before.includes(old) && !after.includes(now));
  if (after.length > 0 && half.length === 0)
    return { effect: 'covered', severity: 'works-on-both', during: 'all', about };
  return covered() ?? { effect: 'matches-nothing', severity: 'breaks', during: 'old-only', about };
}

/** Values of a label that pass the matcher. */
function selected(matcher: Matcher, forms: readonly MetricForm[], { component }: ValuesChange): readonly string[] {
  const form = forms.find((one) => one.component === component);
  return (form?.values[matcher.label] ?? []).filter((value) => accepts(matcher, value));
}
