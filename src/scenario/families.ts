import { families, formIn } from '../catalog/catalog.ts';
import type { Exposure } from '../catalog/exposure.ts';
import type { Component, MetricForm } from '../catalog/facts.ts';
import { lookupSeries } from '../catalog/lookup.ts';
import type { Minor } from '../catalog/minor.ts';
import { FEATURE_OF_COMPONENT, featureOf } from './features.ts';

/** What decides which families a cluster has. */
export interface Presence {
  readonly minor: Minor;
  readonly exposure: Exposure;
  readonly features: readonly string[];
  /** Only these families, by name; all when left out. */
  readonly only?: ReadonlySet<string> | undefined;
}

/**
 * The families a component exposes, in the form they take. A family whose presence in the minor could not be verified
 * is left out: a proof must not stand on what nobody has seen.
 */
export function familiesOf(component: Component, { minor, exposure, features, only }: Presence): readonly MetricForm[] {
  const needs = FEATURE_OF_COMPONENT[component];
  if (needs && !features.includes(needs)) return [];
  return families.flatMap(({ component: owner, fact }) => {
    if (owner !== component || !fact.minors.includes(minor) || (only && !only.has(fact.name))) return [];
    const feature = featureOf(fact);
    if (feature && !features.includes(feature)) return [];
    const form = formIn(component, fact, minor, new Set(exposure.handlers.keys()));
    return form && isExposed(form, minor, exposure) ? form : [];
  });
}

/** What the lookup says of a series the family has in this form. */
function isExposed({ name, type, component }: MetricForm, minor: Minor, exposure: Exposure): boolean {
  const found = lookupSeries(type === 'histogram' ? `${name}_bucket` : name, minor, exposure);
  return 'forms' in found && found.forms.some((candidate) => candidate.component === component);
}
