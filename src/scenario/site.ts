import type { MetricForm } from '../catalog/facts.ts';
import type { Minor } from '../catalog/minor.ts';
import type { HubbleMetric } from '../settings/hubble-metrics.ts';
import type { Signal } from './signal.ts';
import type { Target } from './topology.ts';

/** Where a rule makes series: one family on one target of one cluster. */
export interface Site {
  readonly form: MetricForm;
  readonly target: Target;
  readonly minor: Minor;
  readonly nodes: readonly string[];
  readonly seed: number;
  readonly clusterName: string;
  /** Hubble handler that makes the family, with its context labels. */
  readonly handler?: HubbleMetric;
  /** Optional parts of Cilium in use. */
  readonly features: readonly string[];
  /** When the cluster's processes started, seconds since the epoch. */
  readonly startedAt: number;
}

/** One series, or one histogram, as a rule states it: labels may be partial, completed from the catalog. */
export interface Row {
  readonly labels: Readonly<Record<string, string>>;
  readonly signal: Signal;
}

/** What series a family has in a healthy cluster. */
export type Rule = (site: Site) => readonly Row[];

export const row = (signal: Signal, labels: Readonly<Record<string, string>> = {}): Row => ({ labels, signal });

/** One row per value of a label. */
export function each(label: string, values: readonly string[], signal: (value: string) => Signal): Row[] {
  return values.map((value) => row(signal(value), { [label]: value }));
}
