import { rangeOf } from './display.ts';
import type { SeriesField } from './frames.ts';

/** Counts per bucket and time. */
export interface HeatCells {
  /** Seconds since the epoch. */
  readonly times: readonly number[];
  /** Upper ends of the buckets, lowest first; infinite for the last one of a Prometheus histogram. */
  readonly bounds: readonly number[];
  readonly lowest: number;
  /** By bucket, then by time. */
  readonly counts: readonly (readonly (number | null)[])[];
}

/** Buckets of a Prometheus histogram, as `sum by (le)` gives them: each counts all below it, so the one below is taken away. */
export function bucketsOf(fields: readonly SeriesField[]): HeatCells | undefined {
  const sorted = fields
    .map((field) => ({ field, bound: boundOf(field) }))
    .filter(({ bound }) => !Number.isNaN(bound))
    .toSorted((a, b) => a.bound - b.bound);
  const [first] = sorted;
  if (!first) return undefined;
  const counts = sorted.map(({ field }, index) =>
    field.values.map((value, at) => {
      if (value === null) return null;
      return Math.max(0, value - (sorted[index - 1]?.field.values[at] ?? 0));
    }),
  );
  return { times: first.field.times, bounds: sorted.map(({ bound }) => bound), lowest: 0, counts };
}

function boundOf({ labels, name }: SeriesField): number {
  const text = labels['le'] ?? name;
  return text === '+Inf' ? Number.POSITIVE_INFINITY : Number.parseFloat(text);
}

/** How many buckets values are sorted into where a panel does not say. */
const BUCKETS = 20;

/** Values of all series sorted into buckets of equal size, per time. */
export function calculatedBuckets(fields: readonly SeriesField[]): HeatCells | undefined {
  const [first] = fields;
  if (!first) return undefined;
  const { edges, size } = equalBuckets(fields.flatMap(({ values }) => values));
  const counts = edges.map((low) =>
    first.times.map((_, at) => fields.filter(({ values }) => isIn(values[at], low, size)).length),
  );
  return { times: first.times, bounds: edges.map((low) => low + size), lowest: edges[0] ?? 0, counts };
}

/** Bars of a histogram over all values: the low end of each bucket and how many values lie in it. */
export function histogramOf(fields: readonly SeriesField[], bucketSize?: number) {
  const { edges, size } = equalBuckets(
    fields.flatMap(({ values }) => values),
    bucketSize,
  );
  return {
    edges,
    size,
    counts: fields.map(({ values }) =>
      edges.map((low) => values.filter((value) => value !== null && isIn(value, low, size)).length),
    ),
  };
}

const isIn = (value: number | null | undefined, low: number, size: number) =>
  value !== null && value !== undefined && value >= low && value < low + size;

/** Buckets whose size is 1, 2 or 5 times a power of ten. */
function equalBuckets(values: readonly (number | null)[], wanted?: number) {
  const [low, high] = rangeOf(values);
  const rough = (high - low) / BUCKETS || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const size = wanted !== undefined && wanted > 0 && (high - low) / wanted < 1000 ? wanted : nice;
  const start = Math.floor(low / size);
  const count = Math.floor(high / size) - start + 1;
  return { size, edges: Array.from({ length: count }, (_, index) => (start + index) * size) };
}
