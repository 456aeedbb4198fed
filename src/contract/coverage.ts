import { families, formIn } from '../catalog/catalog.ts';
import type { Component } from '../catalog/facts.ts';
import { handlersOf } from '../catalog/lookup.ts';
import type { Model } from '../model/model.ts';
import type { Query } from '../model/query.ts';
import type { Settings } from '../settings/settings.ts';
import type { QueryReads } from './reads.ts';
import { readsOf } from './reads.ts';

export interface Family {
  readonly component: Component;
  readonly name: string;
}

/** What makes families equal. */
export const familyKey = ({ component, name }: Family): string => `${component} ${name}`;

/**
 * What these components expose in any of the configured minors without anybody asking for it. A switch makes a family
 * optional even where it only sets a threshold: the one that does, of map pressure, is not in doubt.
 */
export function familiesOnByDefault(settings: Settings, components: readonly Component[]): readonly Family[] {
  const enabled = new Set(settings.hubble.metrics.map(({ name }) => name));
  return families.flatMap(({ component, fact }) => {
    if (!components.includes(component) || fact.off || fact.switch) return [];
    const makers = handlersOf(fact);
    if (makers.length > 0 && !makers.some((handler) => enabled.has(handler))) return [];
    return settings.minors.some((minor) => formIn(component, fact, minor)) ? [{ component, name: fact.name }] : [];
  });
}

/** Keys of all families that a panel reads in any configured minor, itself or through a record. */
export function familiesOnBoards(model: Model): ReadonlySet<string> {
  const shown = new Set<string>();
  const queries = model.dashboards.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries));
  for (const minor of model.settings.minors) {
    const byQuery = new Map(readsOf(model, minor).map((reads) => [reads.query, reads]));
    const seen = new Set<Query>();
    for (const query of queries) collect(query, byQuery, seen, shown);
  }
  return shown;
}

function collect(query: Query, byQuery: ReadonlyMap<Query, QueryReads>, seen: Set<Query>, into: Set<string>): void {
  if (seen.has(query)) return;
  seen.add(query);
  for (const { family, forms, records } of byQuery.get(query)?.reads.values() ?? []) {
    for (const { component } of forms) into.add(familyKey({ component, name: family }));
    for (const record of records) collect(record.query, byQuery, seen, into);
  }
}
