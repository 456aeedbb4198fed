import { families } from '../catalog/catalog.ts';
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

/** Name of a series every family of that type has. */
export function seriesOf(name: string, type: string): string {
  return type === 'histogram' ? `${name}_bucket` : name;
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
    return formOf(component, fact.name, minor, exposure) ?? [];
  });
}

/** The form a family of that component takes, under the type it has in the minor. */
function formOf(component: Component, name: string, minor: Minor, exposure: Exposure): MetricForm | undefined {
  for (const series of [name, `${name}_bucket`]) {
    const found = lookupSeries(series, minor, exposure);
    const form = 'forms' in found ? found.forms.find((candidate) => candidate.component === component) : undefined;
    if (form?.name === name) return form;
  }
  return undefined;
}
