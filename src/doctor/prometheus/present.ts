import { familiesNamed, parseSeries } from '../../catalog/catalog.ts';
import type { Component } from '../../catalog/facts.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Counted, Counts } from './counts.ts';

/**
 * Whose series are there: rows of names that are a component's alone, and of names it shares where the target is its.
 * Names that many programs have, such as `process_cpu_seconds_total`, say nothing by themselves.
 */
export function present({ rows }: Counts, { targets }: Settings): ReadonlyMap<Component, readonly Counted[]> {
  const found = new Map<Component, Counted[]>();
  for (const [series, counted] of rows) {
    const owners = new Set(familiesNamed(parseSeries(series)?.family ?? series).map(({ component }) => component));
    for (const component of owners) {
      if (component === 'scrape') continue;
      const its = owners.size === 1 ? counted : counted.filter(({ ids }) => isOf(ids, targets[component]));
      if (its.length > 0) found.set(component, [...(found.get(component) ?? []), ...its]);
    }
  }
  return found;
}

function isOf(ids: Counted['ids'], target: Readonly<Record<string, string>>): boolean {
  const matchers = Object.entries(target);
  return matchers.length > 0 && matchers.every(([label, value]) => ids[label] === value);
}
