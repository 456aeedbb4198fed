import { familiesNamed, parseSeries } from '../../catalog/catalog.ts';
import { labelsOf, lookupSeries } from '../../catalog/lookup.ts';
import type { Move } from '../../define/incident.ts';
import { exposureOf } from '../../settings/exposure.ts';
import type { Settings } from '../../settings/settings.ts';

/**
 * An incident may only move what Cilium exposes: a misspelt series would prove a misspelt rule, and silence about it
 * would prove nothing. Series of any minor are let through, since incidents tell of old ones too.
 * @throws with the first series, label or value the catalog does not know
 */
export function assertTrue(moves: readonly Move[], settings: Settings): void {
  const exposure = exposureOf(settings);
  const seen = new Set<string>();
  for (const plan of moves) {
    if (plan.kind !== 'series') continue;
    const shape = `${plan.series} ${Object.keys(plan.labels).join()}`;
    if (seen.has(shape)) continue;
    seen.add(shape);
    const family = parseSeries(plan.series);
    if (!family) throw new Error(`an incident moves ${plan.series}, which Cilium does not expose`);
    const facts = familiesNamed(family.family);
    const known = new Set([
      'le',
      ...facts.flatMap(({ fact }) => [fact, ...(fact.variants ?? [])]).flatMap((one) => one.labels ?? []),
    ]);
    for (const minor of settings.minors) {
      const found = lookupSeries(plan.series, minor, exposure);
      if ('forms' in found)
        for (const form of found.forms) for (const label of labelsOf(form, family.suffix, exposure)) known.add(label);
    }
    const alien = Object.keys(plan.labels).find((label) => !known.has(label));
    if (alien) throw new Error(`an incident gives ${plan.series} the label ${alien}, which it never carries`);
  }
}
