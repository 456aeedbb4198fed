import type { MetricType } from '../catalog/facts.ts';

export type Labels = Readonly<Record<string, string>>;

/** One series with its values at the samples of a timeline, from sample `first` on. */
export interface Series {
  readonly name: string;
  readonly labels: Labels;
  readonly first: number;
  readonly values: Float64Array;
}

/** All series of one family, over all targets and clusters. Made anew at every reading: nothing is kept. */
export interface Family {
  readonly name: string;
  readonly type: MetricType;
  series(): Iterable<Series>;
}

export type Families = ReadonlyMap<string, Family>;

/** Several clusters in one Prometheus. Where minors disagree about a type, the first one names it. */
export function combined(clusters: readonly Families[]): Families {
  const names = new Set(clusters.flatMap((families) => [...families.keys()]));
  return new Map(
    [...names].toSorted().flatMap((name) => {
      const parts = clusters.flatMap((families) => families.get(name) ?? []);
      const [first] = parts;
      if (!first) return [];
      return [[name, { name, type: first.type, series: () => chain(parts) }] as const];
    }),
  );
}

function* chain(parts: readonly Family[]): Generator<Series> {
  for (const part of parts) yield* part.series();
}
