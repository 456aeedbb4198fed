import { families } from '../../catalog/catalog.ts';
import type { Component } from '../../catalog/facts.ts';
import { COMPONENTS } from '../../catalog/facts.ts';
import { labelSuggestion } from '../../catalog/mistakes.ts';
import { contextLabels } from '../../catalog/vocabularies.ts';
import type { Query } from '../../model/query.ts';
import { promqlOf } from '../../model/query.ts';
import { walk } from '../../promql/ast.ts';
import { labelsRead } from '../../promql/labels-read.ts';
import { parsePromql } from '../../promql/parse.ts';
import { isTargetLabel } from '../../promql/promql.ts';
import type { Settings } from '../../settings/settings.ts';

/** Names that relabelings give to targets all over the world, although some family of the catalog has one of its own. */
const COMMON: ReadonlySet<string> = new Set(['zone', 'region', 'app', 'component', 'version', 'service_name']);

/** Every label of the catalog's own making, by its letters alone: `eventType` is `event_type`. */
const own: ReadonlySet<string> = new Set(
  [
    ...families.flatMap(({ fact }) => [
      ...fact.labels,
      ...Object.keys(fact.options ?? {}),
      ...(fact.variants ?? []).flatMap(({ labels = [] }) => labels),
    ]),
    ...contextLabels,
    ...['source', 'destination', 'le', 'quantile'],
  ].map(letters),
);

function letters(label: string): string {
  return label.toLowerCase().replaceAll('_', '');
}

/**
 * Labels that queries use and only somebody's scrape configuration could make: nobody can tell from here whether it
 * does, so they count as there.
 * @returns each with the number of queries
 */
export function assumedLabels(queries: readonly Query[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const query of queries) {
    for (const label of labelsUsed(query)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}

function labelsUsed(query: Query): ReadonlySet<string> {
  const { root } = parsePromql(promqlOf(query, query.expr));
  const labels = new Set<string>();
  if (!root) return labels;
  const names: string[] = [];
  walk(root, (node) => {
    if (node.kind === 'selector') {
      if (node.name) names.push(node.name);
      for (const { label } of node.matchers) labels.add(label);
    } else if (node.kind === 'aggregate') for (const label of node.grouping?.labels ?? []) labels.add(label);
  });
  for (const read of labelsRead(root, query.label).values()) for (const label of read) labels.add(label);
  for (const [, label = ''] of (query.legend ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)) labels.add(label);
  const known = (label: string) => names.some((name) => labelSuggestion(name, label) !== undefined);
  return new Set([...labels].filter((label) => isScrapes(label) && !known(label)));
}

function isScrapes(label: string): boolean {
  if (!/^[a-zA-Z_]\w*$/.test(label) || label === '__name__') return false;
  return isTargetLabel(label) || COMMON.has(label) || !own.has(letters(label));
}

/** Settings under which those labels are on every target, and no label tells clusters apart: boards of others need none. */
export function assuming(labels: Iterable<string>, { clusterLabel: _, ...settings }: Settings): Settings {
  const extra = [...labels];
  const all = Object.fromEntries(
    COMPONENTS.map((component) => [component, [...new Set([...settings.scrape.labels[component], ...extra])]]),
  ) as unknown as Record<Component, readonly string[]>;
  return { ...settings, scrape: { ...settings.scrape, labels: all } };
}
