import type { Minor } from '../catalog/minor.ts';
import type { Read } from '../contract/reads.ts';
import type { Finding } from './finding.ts';

/**
 * What one source of evidence says about the series a query reads: that they are there as meant; that there are none,
 * and why; that there are some, which lack labels the query works with, and why; or that it cannot know.
 */
export type Look =
  | { readonly state: 'there' }
  | { readonly state: 'gone'; readonly causes: readonly Finding[] }
  | { readonly state: 'wrong'; readonly causes: readonly Finding[] }
  | { readonly state: 'unknown' };

/** One source of evidence: Helm values, /metrics, a Prometheus. */
export interface View {
  /** As it is named in reports: `values.yaml`, `http://localhost:9090`. */
  readonly source: string;
  /** Cilium minors it was seen to run; empty when it does not tell. */
  readonly minors: readonly Minor[];
  /** What is wrong whatever is queried: kept even when it empties nothing. */
  readonly findings: readonly Finding[];
  look(read: Read): Look;
}
