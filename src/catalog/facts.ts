import type { Minor } from './minor.ts';

/**
 * The processes that expose metrics, by the name the Helm chart gives them; exporters beside Cilium that some alerts
 * read where they run; and `scrape` for what Prometheus adds.
 */
export const COMPONENTS = [
  'agent',
  'operator',
  'hubble',
  'hubble-relay',
  'envoy',
  'clustermesh-apiserver',
  'kvstoremesh',
  'kube-state-metrics',
  'certificates',
  'scrape',
] as const;

export type Component = (typeof COMPONENTS)[number];
export type MetricType = 'counter' | 'gauge' | 'histogram' | 'summary';
export type Unit = 'seconds' | 'milliseconds' | 'bytes' | 'ratio' | 'timestamp';

/** Values of a label: a closed list, or the name of a shared vocabulary. A label that is not listed takes any value. */
export type LabelValues = Readonly<Record<string, readonly string[] | string>>;

/** What differs from the newest form in some minors, or under another Hubble handler. */
export interface Variant {
  readonly minors?: readonly Minor[];
  readonly handler?: string;
  readonly type?: MetricType;
  readonly labels?: readonly string[];
  readonly values?: LabelValues;
  readonly buckets?: readonly number[] | string;
  /** A second layout inside the same minor: a bucket edge is only safe when it is in both. */
  readonly alsoBuckets?: readonly number[] | string;
}

/** One metric family of one component, as it stands in `data/<component>.json`, one line each. */
export interface MetricFact {
  readonly name: string;
  readonly type: MetricType;
  readonly unit?: Unit;
  readonly labels: readonly string[];
  /** Hubble: carries whatever labels its handler's context options make. */
  readonly contexts?: boolean;
  /** Label -> handler option that adds it. */
  readonly options?: Readonly<Record<string, string>>;
  readonly values?: LabelValues;
  /** Upper bounds without +Inf, or the name of a shared layout. */
  readonly buckets?: readonly number[] | string;
  /** Minors that expose it. Empty: gone before the covered range, kept to name its successor. */
  readonly minors: readonly Minor[];
  /** Minors in which its presence could not be verified. */
  readonly unverified?: readonly Minor[];
  readonly removed?: string;
  /** Hubble handler that must be listed in `hubble.metrics.enabled`. */
  readonly handler?: string;
  /** Not exposed by default: `switch` turns it on. */
  readonly off?: boolean;
  readonly switch?: { readonly helm: string; readonly value: string };
  readonly successor?: string;
  readonly variants?: readonly Variant[];
  readonly evidence: string;
}

/** A family as one minor and one set of handlers expose it. */
export interface MetricForm {
  readonly name: string;
  readonly component: Component;
  readonly type: MetricType;
  readonly unit?: Unit;
  readonly labels: readonly string[];
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly buckets: readonly number[];
  readonly alsoBuckets?: readonly number[];
  readonly fact: MetricFact;
}
