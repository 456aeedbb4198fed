/** A value as JSON can hold it. NaN draws nothing and is null. */
export type ResultValue = number | '+Inf' | '-Inf' | null;

export interface ResultSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** One per step of the range; a single one of an instant query. */
  readonly values: readonly ResultValue[];
}

/** What a data source answered to one query of a panel. Times in seconds since the epoch. */
export interface TargetResult {
  readonly refId: string;
  /** Time of the first value, and the distance of values; 0 of an instant query. */
  readonly start: number;
  readonly step: number;
  readonly series: readonly ResultSeries[];
  /** Series that were left out, so that the page stays small. */
  readonly more: number;
  readonly error?: string;
}

/** Key of the panel -> answers. */
export type BoardResults = Readonly<Record<string, readonly TargetResult[]>>;
