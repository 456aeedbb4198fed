import type { Component } from '../catalog/facts.ts';
import { EXPORTERS } from '../catalog/pods.ts';
import { contextLabels } from '../catalog/vocabularies.ts';
import type { JsonObject } from '../model/dashboard.ts';
import type { Model } from '../model/model.ts';
import type { Query } from '../model/query.ts';
import type { Settings } from '../settings/settings.ts';
import type { QueryReads, Read } from './reads.ts';
import { readsOf } from './reads.ts';

/** Queries that need something: of panels, variables and alerts, and the records they read in turn. */
export type Users = ReadonlySet<Query>;

export interface HandlerNeeds {
  readonly users: Users;
  /** Labels that only a context option makes -> who reads them. */
  readonly labels: ReadonlyMap<string, Users>;
  /** Options of the handler itself, such as `query` of `dns` -> who needs them. */
  readonly options: ReadonlyMap<string, Users>;
}

/** What the compiled content asks of a cluster: all of it, and nothing else. */
export interface Needs {
  /** Processes whose metrics are read; exporters beside Cilium and what Prometheus makes itself are left out. */
  readonly components: ReadonlyMap<Component, Users>;
  readonly handlers: ReadonlyMap<string, HandlerNeeds>;
  /** Families that are off by default. */
  readonly switchedOn: ReadonlyMap<string, Users>;
  /** Labels that scraping must add: component -> label -> who reads it. */
  readonly targetLabels: ReadonlyMap<Component, ReadonlyMap<string, Users>>;
  /** Panels that show exemplars. */
  readonly exemplars: Users;
}

/** What the content needs in any of the configured minors. */
export function needsOf(model: Model): Needs {
  const components = new Collected<Component>();
  const switchedOn = new Collected<string>();
  const handlers = new Collected<string>();
  const handlerLabels = new Collected<string>();
  const handlerOptions = new Collected<string>();
  const targetLabels = new Collected<string>();
  const exemplars = exemplarQueries(model);
  for (const minor of model.settings.minors) {
    const all = readsOf(model, minor);
    const users = usersOf(all);
    for (const { query, reads } of all) {
      const by = users.get(query) ?? [query];
      for (const read of reads.values()) {
        for (const { component, labels, fact } of read.forms) {
          if (component === 'scrape' || EXPORTERS.includes(component)) continue;
          components.add(component, by);
          if (fact.off) switchedOn.add(fact.name, by);
          const handler = handlerOf(read, model.settings);
          if (handler) handlers.add(handler, by);
          for (const label of read.labels) {
            if (labels.includes(label) || label === 'le') continue;
            const option = fact.options?.[label];
            if (handler && option) handlerOptions.add(`${handler} ${option}`, by);
            else if (handler && fact.contexts && isContextLabel(label)) handlerLabels.add(`${handler} ${label}`, by);
            else if (label !== model.settings.clusterLabel) targetLabels.add(`${component} ${label}`, by);
          }
        }
      }
    }
  }
  for (const query of exemplars) handlerOptions.add('httpV2 exemplars', [query]);
  return {
    components: components.all,
    switchedOn: switchedOn.all,
    handlers: new Map(
      [...handlers.all].map(([handler, users]) => [
        handler,
        { users, labels: below(handlerLabels, handler), options: below(handlerOptions, handler) },
      ]),
    ),
    targetLabels: new Map([...components.all.keys()].map((component) => [component, below(targetLabels, component)])),
    exemplars,
  };
}

/** Entries of `hubble.metrics.enabled` that are exactly enough, in the order and with the contexts of the settings. */
export function hubbleMetricsFor({ handlers }: Needs, { hubble }: Settings): readonly string[] {
  return hubble.metrics.flatMap(({ name, text }) => {
    const needed = handlers.get(name);
    if (!needed) return [];
    const given = text.split(':').slice(1).join(':').split(';').filter(Boolean);
    const kept = given.filter((option) => {
      const [key = ''] = option.split('=');
      if (key === 'labelsContext') return false;
      const end = /^(source|destination)\w*Context$/.exec(key)?.[1];
      return end ? needed.labels.has(end) : needed.options.has(key);
    });
    const labels = contextLabels.filter((label) => needed.labels.has(label));
    const options = [...kept, ...(labels.length > 0 ? [`labelsContext=${labels.join(',')}`] : [])];
    return [options.length > 0 ? `${name}:${options.join(';')}` : name];
  });
}

/** The handler whose settings decide what labels a read finds. */
function handlerOf({ forms }: Read, { hubble }: Settings): string | undefined {
  const fact = forms[0]?.fact;
  if (!fact?.handler) return undefined;
  const makers = fact.handler === 'httpV2' ? ['httpV2', 'http'] : [fact.handler];
  return hubble.metrics.find(({ name }) => makers.includes(name))?.name ?? fact.handler;
}

function isContextLabel(label: string): boolean {
  return contextLabels.includes(label) || label === 'source' || label === 'destination';
}

/** Every query with all queries that read what it records, itself among them. */
function usersOf(all: readonly QueryReads[]): ReadonlyMap<Query, readonly Query[]> {
  const readers = new Map<Query, Set<Query>>();
  for (const { query, reads } of all) {
    for (const { records } of reads.values()) {
      for (const rule of records) {
        const of = readers.get(rule.query) ?? new Set<Query>();
        readers.set(rule.query, of.add(query));
      }
    }
  }
  const reach = (query: Query, seen: Set<Query>): Set<Query> => {
    if (seen.has(query)) return seen;
    seen.add(query);
    for (const reader of readers.get(query) ?? []) reach(reader, seen);
    return seen;
  };
  return new Map([...readers.keys()].map((query) => [query, [...reach(query, new Set())]]));
}

function exemplarQueries({ dashboards }: Model): Users {
  return new Set(
    dashboards.flatMap(({ panels, json }) =>
      panels.flatMap(({ path, queries }) => {
        const targets = (at(json, path)?.['targets'] ?? []) as readonly JsonObject[];
        return queries.filter((_, index) => targets[index]?.['exemplar'] === true);
      }),
    ),
  );
}

/** What a JSON pointer points at. */
function at(json: JsonObject, pointer: string): JsonObject | undefined {
  let value: unknown = json;
  for (const key of pointer.split('/').slice(1)) value = (value as Record<string, unknown> | undefined)?.[key];
  return value as JsonObject | undefined;
}

class Collected<K> {
  readonly all = new Map<K, Set<Query>>();

  add(key: K, queries: readonly Query[]): void {
    const of = this.all.get(key) ?? new Set<Query>();
    this.all.set(key, of);
    for (const query of queries) of.add(query);
  }
}

/** Entries `<first> <rest>` of one first word, by the rest. */
function below(collected: Collected<string>, first: string): ReadonlyMap<string, Users> {
  return new Map(
    [...collected.all].flatMap(([key, users]) =>
      key.startsWith(`${first} `) ? [[key.slice(first.length + 1), users] as const] : [],
    ),
  );
}
