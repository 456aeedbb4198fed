import type { Minor } from '../catalog/minor.ts';

/** What reads a query, which decides what is right for it. */
export type QueryUse = 'panel' | 'variable' | 'annotation' | 'recording' | 'alerting';

/** A finding the author has judged to be right here. */
export interface Suppression {
  readonly code: string;
  readonly reason: string;
}

/** One PromQL expression and what it is for: the same checks serve panels, variables and rules. */
export interface Query {
  /** As emitted, for the whole configured range of minors. */
  readonly expr: string;
  /** What of it each minor is meant to answer: the text it would have if only that minor were configured. */
  readonly byMinor: Readonly<Partial<Record<Minor, string>>>;
  readonly use: QueryUse;
  /** `dashboard/<uid>`. */
  readonly resource: string;
  readonly file: string;
  readonly line?: number;
  /** Title of the panel, name of the variable or alert. */
  readonly item: string;
  /** JSON pointer into the resource. */
  readonly path: string;
  readonly legend?: string;
  readonly format?: 'time_series' | 'table' | 'heatmap';
  readonly instant?: boolean;
  readonly unit?: string;
  /** Label whose values a `label_values` variable offers. */
  readonly label?: string;
  /** Values thresholds change colour at. */
  readonly thresholds?: readonly number[];
  /** Annotation texts of an alert, whose templates may use labels. */
  readonly texts?: readonly string[];
  /** Empty in a healthy cluster, filled in the named synthetic fault. */
  readonly emptyInHealth?: { readonly fault: string; readonly reason: string };
  readonly suppress: readonly Suppression[];
}

/** The PromQL in a query: all of it, except that `label_values(selector, label)` and `query_result(query)` are Grafana's own. */
export function promqlOf(query: Query, expr: string): string {
  if (query.use !== 'variable') return expr;
  const [, selector, result] = /^(?:label_values\((.*),\s*\w+\)|query_result\((.*)\))$/s.exec(expr) ?? [];
  return selector ?? result ?? expr;
}
