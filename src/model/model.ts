import type { Settings } from '../settings/settings.ts';
import type { Dashboard } from './dashboard.ts';
import type { Query } from './query.ts';

/** Everything the content says, compiled: what checks, emitters and proofs read. Frozen plain data. */
export interface Model {
  readonly settings: Settings;
  readonly dashboards: readonly Dashboard[];
  /** Every query of every dashboard, in order. */
  readonly queries: readonly Query[];
}

/** One file of `out/`, in memory. */
export interface Artifact {
  /** Relative to `out/`, with forward slashes. */
  readonly path: string;
  readonly kind: 'dashboard' | 'configmap' | 'index';
  readonly text: string;
  readonly uid?: string;
}
