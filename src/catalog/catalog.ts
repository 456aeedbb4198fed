import agent from './data/agent.json' with { type: 'json' };
import certificates from './data/certificates.json' with { type: 'json' };
import clustermesh from './data/clustermesh-apiserver.json' with { type: 'json' };
import envoy from './data/envoy.json' with { type: 'json' };
import hubble from './data/hubble.json' with { type: 'json' };
import relay from './data/hubble-relay.json' with { type: 'json' };
import kubeStateMetrics from './data/kube-state-metrics.json' with { type: 'json' };
import kvstoremesh from './data/kvstoremesh.json' with { type: 'json' };
import operator from './data/operator.json' with { type: 'json' };
import scrape from './data/scrape.json' with { type: 'json' };
import type { Component, LabelValues, MetricFact, MetricForm, Variant } from './facts.ts';
import type { Minor } from './minor.ts';
import { layouts, vocabularies } from './vocabularies.ts';

/** Bumped when facts change, so that `out/index.json` says what the content was checked against. */
export const CATALOG_VERSION = '2026-11-23';

interface DataFile {
  readonly component: string;
  readonly metrics: readonly unknown[];
}

const files: readonly DataFile[] = [
  agent,
  operator,
  hubble,
  relay,
  envoy,
  clustermesh,
  kvstoremesh,
  kubeStateMetrics,
  certificates,
  scrape,
];

/** Every family of every component. The same name may stand in several components. */
export const families: readonly { readonly component: Component; readonly fact: MetricFact }[] = files.flatMap((file) =>
  file.metrics.map((fact) => ({ component: file.component as Component, fact: fact as MetricFact })),
);

const byName = Map.groupBy(families, ({ fact }) => fact.name);

/** Families of that exact name, one per component that exposes it; empty when there is none. */
export function familiesNamed(name: string): readonly { readonly component: Component; readonly fact: MetricFact }[] {
  return byName.get(name) ?? [];
}

/** True when more than one component exposes the name, so that a selector must say which one it means. */
export function isAmbiguous(name: string): boolean {
  return new Set(familiesNamed(name).map(({ component }) => component)).size > 1;
}

const SUFFIXES = { histogram: ['_bucket', '_sum', '_count'], summary: ['_sum', '_count'] } as const;

/** A series name taken apart: `x_bucket` of histogram `x` is family `x`, suffix `_bucket`. */
export interface SeriesName {
  readonly family: string;
  readonly suffix: '' | '_bucket' | '_sum' | '_count';
}

/** Finds the family a series belongs to; undefined when the catalog knows no such series. */
export function parseSeries(series: string): SeriesName | undefined {
  for (const suffix of ['_bucket', '_sum', '_count'] as const) {
    if (!series.endsWith(suffix)) continue;
    const family = series.slice(0, -suffix.length);
    const types = familiesNamed(family).flatMap(({ fact }) => [fact.type, ...(fact.variants ?? []).map((v) => v.type)]);
    const fits = (type: 'histogram' | 'summary') =>
      types.includes(type) && (SUFFIXES[type] as readonly string[]).includes(suffix);
    if (fits('histogram') || fits('summary')) return { family, suffix };
  }
  return byName.has(series) ? { family: series, suffix: '' } : undefined;
}

/** The form a family takes in one minor, under the given Hubble handlers; undefined when that minor has none. */
export function formIn(
  component: Component,
  fact: MetricFact,
  minor: Minor,
  handlers: ReadonlySet<string> = new Set(),
): MetricForm | undefined {
  if (!fact.minors.includes(minor) && !fact.unverified?.includes(minor)) return undefined;
  const applies = (variant: Variant) =>
    variant.handler ? handlers.has(variant.handler) : (variant.minors ?? []).includes(minor);
  const form = Object.assign({}, fact, ...(fact.variants ?? []).filter(applies)) as MetricFact & Variant;
  const alsoBuckets = form.alsoBuckets === undefined ? {} : { alsoBuckets: expandBuckets(form.alsoBuckets) };
  return {
    name: fact.name,
    component,
    type: form.type,
    ...(fact.unit ? { unit: fact.unit } : {}),
    labels: form.labels,
    values: expandValues(form.values),
    buckets: form.type === 'histogram' ? expandBuckets(form.buckets) : [],
    ...alsoBuckets,
    fact,
  };
}

function expandBuckets(buckets: readonly number[] | string | undefined): readonly number[] {
  return typeof buckets === 'string' ? (layouts[buckets] ?? []) : (buckets ?? []);
}

function expandValues(values: LabelValues | undefined): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([label, list]) => [
      label,
      typeof list === 'string' ? (vocabularies[list] ?? []) : list,
    ]),
  );
}
