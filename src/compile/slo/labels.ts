import { parseSeries } from '../../catalog/catalog.ts';
import type { MetricForm } from '../../catalog/facts.ts';
import { labelsNear, labelsOf, lookupSeries } from '../../catalog/lookup.ts';
import type { Events, Sli } from '../../define/slo.ts';
import type { Selector } from '../../promql/promql.ts';
import { exposureOf } from '../../settings/exposure.ts';
import type { Noise } from '../../settings/rules.ts';
import type { Settings } from '../../settings/settings.ts';
import type { SloPlan } from './plan.ts';

/** A selector, and what its labels are called where groups have another name for them. */
export interface Part {
  readonly of: Selector;
  readonly rename: Events['rename'];
}

/** Every selector of an SLI. */
export function partsOf(sli: Sli): readonly Part[] {
  switch (sli.kind) {
    case 'ratio':
      return [sli.total, sli.bad, sli.good].flatMap(eventParts);
    case 'latency':
      return [{ of: sli.buckets, rename: undefined }];
    case 'gauge':
      return [{ of: sli.gauge, rename: undefined }];
    case 'timeslices':
      return partsOf(sli.of);
  }
}

export function eventParts(events: Events | undefined): readonly Part[] {
  return events?.of.map((of) => ({ of, rename: events.rename })) ?? [];
}

/** What a group label is called on the series of a part. */
export const ownName = (label: string, { rename }: Part): string => rename?.[label] ?? label;

interface SeriesLabels {
  /** In every configured minor. */
  readonly labels: ReadonlySet<string>;
  /** In the newest of them. */
  readonly form: MetricForm | undefined;
}

/** Labels the series of a selector carry under the settings. Series the catalog does not have carry none. */
export function seriesLabels(series: string, settings: Settings): SeriesLabels {
  const exposure = exposureOf(settings);
  const suffix = parseSeries(series)?.suffix ?? '';
  const forms = settings.minors.flatMap((minor) => {
    const found = lookupSeries(series, minor, exposure);
    return 'forms' in found ? [found.forms] : [];
  });
  const [first, ...others] = forms.map((each) =>
    each.map((form) => labelsOf(form, suffix, exposure)).reduce((a, b) => a.union(b)),
  );
  return {
    labels: first ? others.reduce((a, b) => a.intersection(b), first) : new Set(),
    form: forms.at(-1)?.at(-1),
  };
}

export const carries = (label: string, part: Part, settings: Settings): boolean =>
  seriesLabels(part.of.series, settings).labels.has(ownName(label, part));

/**
 * Refuses labels that the SLI's series do not have.
 * @throws with the labels that come near
 */
export function assertLabels(
  { groupBy, plan, sli, noise }: { groupBy: readonly string[]; plan: SloPlan; sli: Sli; noise: readonly Noise[] },
  settings: Settings,
): void {
  const parts = partsOf(sli);
  const everywhere = [
    ...groupBy.map((label) => ['groupBy', label] as const),
    ...[plan.only ?? {}, ...plan.without].flatMap((match) =>
      Object.keys(match).map((label) => ['match', label] as const),
    ),
  ];
  for (const [where, label] of everywhere) {
    const without = parts.find((part) => !carries(label, part, settings));
    if (without) throw new Error(unknown(where, label, without, settings));
  }
  const somewhere = [
    ...Object.keys(plan.exclude).map((label) => ['exclude', label] as const),
    ...noise.flatMap(({ match }) => Object.keys(match).map((label) => ['noise', label] as const)),
  ];
  for (const [where, label] of somewhere) {
    const [first] = parts;
    if (first && !parts.some((part) => carries(label, part, settings))) {
      throw new Error(unknown(where, label, parts.at(-1) ?? first, settings));
    }
  }
}

function unknown(where: string, label: string, part: Part, settings: Settings): string {
  const { labels, form } = seriesLabels(part.of.series, settings);
  const near = form ? labelsNear(label, form, labels) : [];
  const advice = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `it has ${[...labels].sort().join(', ')}`;
  return `${where} names "${ownName(label, part)}", which ${part.of.series} does not have under these settings; ${advice}`;
}
