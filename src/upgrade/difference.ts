import { families, formIn } from '../catalog/catalog.ts';
import { meaningChanges } from '../catalog/changes.ts';
import type { Component, MetricFact, MetricForm, MetricType } from '../catalog/facts.ts';
import type { Minor } from '../catalog/minor.ts';
import { respellings } from './respellings.ts';

/** How a family of one component differs between two minors. Sets keep the catalog's order. */
export type Difference =
  | { readonly kind: 'metric-removed'; readonly successor?: string }
  | { readonly kind: 'metric-new'; readonly predecessor?: string }
  /** Whether the later minor has it could not be verified. */
  | { readonly kind: 'metric-unverified'; readonly successor?: string }
  | { readonly kind: 'type'; readonly before: MetricType; readonly after: MetricType }
  /** `kept` are labels that both minors have, `added` those that only the later one has. */
  | {
      readonly kind: 'label-removed';
      readonly label: string;
      readonly kept: readonly string[];
      readonly added: readonly string[];
    }
  | { readonly kind: 'label-added'; readonly label: string }
  /** `respelled` pairs the spellings of what stayed the same thing, the old one first. */
  | {
      readonly kind: 'label-values';
      readonly label: string;
      readonly gone: readonly string[];
      readonly come: readonly string[];
      readonly respelled: readonly (readonly [before: string, after: string])[];
    }
  /** Upper bounds without +Inf. A second list where patch releases of a minor differ. */
  | { readonly kind: 'buckets'; readonly before: readonly Edges[]; readonly after: readonly Edges[] }
  | {
      readonly kind: 'meaning';
      readonly what: string;
      /** Still registered, but nothing feeds it. */
      readonly gone: boolean;
      readonly label?: string;
      readonly mentions?: string;
    };

export type Edges = readonly number[];

/** All differences of one fact. @param handlers enabled Hubble handlers */
export function differences(
  component: Component,
  fact: MetricFact,
  [from, to]: readonly [from: Minor, to: Minor],
  handlers: ReadonlySet<string>,
): readonly Difference[] {
  const before = formIn(component, fact, from, handlers);
  const after = formIn(component, fact, to, handlers);
  const successor = fact.successor === undefined ? {} : { successor: fact.successor };
  if (!before) return after ? [{ kind: 'metric-new', ...predecessorOf(component, fact) }] : [];
  if (!after) return [{ kind: 'metric-removed', ...successor }];
  const doubtful = fact.minors.includes(from) && !fact.minors.includes(to);
  return [
    ...(doubtful ? [{ kind: 'metric-unverified', ...successor } as const] : []),
    ...(before.type === after.type ? [] : [{ kind: 'type', before: before.type, after: after.type } as const]),
    ...labelsOf(before, after),
    ...valuesOf(before, after),
    ...bucketsOf(before, after),
    ...meaningChanges(fact.name, from, to).map(
      ({ metric: _, in: __, gone = false, ...rest }) => ({ kind: 'meaning', gone, ...rest }) as const,
    ),
  ];
}

function predecessorOf(component: Component, { name }: MetricFact) {
  const found = families.find(
    (one) => one.component === component && one.fact.successor === name && one.fact.minors.length > 0,
  );
  return found ? { predecessor: found.fact.name } : {};
}

function labelsOf(before: MetricForm, after: MetricForm): readonly Difference[] {
  const added = after.labels.filter((label) => !before.labels.includes(label));
  const kept = after.labels.filter((label) => before.labels.includes(label));
  const removed = before.labels.filter((label) => !after.labels.includes(label));
  return [
    ...removed.map((label) => ({ kind: 'label-removed', label, kept, added }) as const),
    ...added.map((label) => ({ kind: 'label-added', label }) as const),
  ];
}

/** Of labels that both have, and whose values the catalog lists for both. */
function valuesOf(before: MetricForm, after: MetricForm): readonly Difference[] {
  return Object.entries(before.values).flatMap(([label, old]) => {
    const now = after.labels.includes(label) ? after.values[label] : undefined;
    const gone = now ? old.filter((value) => !now.includes(value)) : [];
    const come = (now ?? []).filter((value) => !old.includes(value));
    if (gone.length + come.length === 0) return [];
    return [{ kind: 'label-values', label, gone, come, respelled: respellings(gone, come) } as const];
  });
}

function bucketsOf(before: MetricForm, after: MetricForm): readonly Difference[] {
  const [old, now] = [layoutsOf(before), layoutsOf(after)];
  if (old.length === 0 || now.length === 0) return [];
  const same = JSON.stringify(old) === JSON.stringify(now);
  return same ? [] : [{ kind: 'buckets', before: old, after: now }];
}

function layoutsOf({ buckets, alsoBuckets }: MetricForm): readonly Edges[] {
  return [buckets, ...(alsoBuckets ? [alsoBuckets] : [])].filter((edges) => edges.length > 0);
}
