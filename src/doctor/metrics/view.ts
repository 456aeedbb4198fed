import { familiesNamed, parseSeries } from '../../catalog/catalog.ts';
import type { Component } from '../../catalog/facts.ts';
import { handlersOf } from '../../catalog/lookup.ts';
import type { Minor } from '../../catalog/minor.ts';
import { MINORS } from '../../catalog/minor.ts';
import type { Read } from '../../contract/reads.ts';
import { isMadeByHandler, labelMissing } from '../observed/handler-labels.ts';
import { handlerV1, isV1, V1_SHOWS, whyGone } from '../observed/why-gone.ts';
import type { Look, View } from '../view.ts';
import type { ExposedSeries, Exposition } from './exposition.ts';

/**
 * What processes show on /metrics. Says nothing of processes whose output was not given, and nothing of labels that
 * scraping adds. A counter that no event has made yet is normal.
 */
export function metricsView(expositions: readonly Exposition[], source: string): View {
  const series = merged(expositions);
  const seen = componentsIn(series);
  return {
    source,
    minors: minorsIn(expositions),
    findings: [],
    look: (read) => lookAt(read, series, seen, source),
  };
}

type Shown = ReadonlyMap<string, ExposedSeries>;

function lookAt(read: Read, series: Shown, seen: ReadonlySet<Component>, source: string): Look {
  const forms = read.forms.filter(({ component }) => seen.has(component));
  const [form] = forms;
  if (!form) return { state: 'unknown' };
  const names = { names: new Set(series.keys()) };
  const shown = series.get(read.series);
  if (!shown)
    return {
      state: 'gone',
      causes: [whyGone(read, form, names, [`${source}: no ${read.series}`])],
    };
  const [handler = ''] = handlersOf(form.fact);
  if (handler === 'httpV2' && isV1(names)) return { state: 'wrong', causes: [handlerV1([`${source}: ${V1_SHOWS}`])] };
  const missing = [...read.labels].filter((label) => !shown.labels.has(label) && isMadeByHandler(label, form));
  return missing.length === 0
    ? { state: 'there' }
    : {
        state: 'wrong',
        causes: missing.map((label) =>
          labelMissing(handler, label, form, [`${source}: ${form.name} has no label ${label}`]),
        ),
      };
}

function merged(expositions: readonly Exposition[]): Shown {
  const all = new Map<string, { count: number; labels: Map<string, number> }>();
  for (const { series } of expositions) {
    for (const [name, { count, labels }] of series) {
      const of = all.get(name) ?? { count: 0, labels: new Map<string, number>() };
      all.set(name, of);
      of.count += count;
      for (const [label, filled] of labels) of.labels.set(label, (of.labels.get(label) ?? 0) + filled);
    }
  }
  return all;
}

/** Processes that were looked at: those that some family is of alone. */
function componentsIn(series: Shown): ReadonlySet<Component> {
  const found = new Set<Component>();
  for (const name of series.keys()) {
    const owners = familiesNamed(parseSeries(name)?.family ?? name);
    const [only, ...others] = owners;
    if (only && others.length === 0) found.add(only.component);
  }
  return found;
}

function minorsIn(expositions: readonly Exposition[]): readonly Minor[] {
  const versions = expositions.flatMap((exposition) => exposition.versions);
  return MINORS.filter((minor) => versions.some((version) => version.startsWith(`${minor}.`)));
}
