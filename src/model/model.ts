import type { Settings } from '../settings/settings.ts';
import type { Dashboard } from './dashboard.ts';
import type { Incident } from './incident.ts';
import type { Query } from './query.ts';
import type { RuleSet } from './rules.ts';
import type { Slo } from './slo.ts';

/** Everything the content says, compiled: what checks, emitters and proofs read. Frozen plain data. */
export interface Model {
  readonly settings: Settings;
  readonly dashboards: readonly Dashboard[];
  readonly ruleSets: readonly RuleSet[];
  readonly slos: readonly Slo[];
  readonly incidents: readonly Incident[];
  /** Every query of every dashboard and rule, in order. */
  readonly queries: readonly Query[];
}

/** One file of `out/`, in memory. */
export interface Artifact {
  /** Relative to `out/`, with forward slashes. */
  readonly path: string;
  readonly kind:
    | 'dashboard'
    | 'configmap'
    | 'rules'
    | 'prometheus-rule'
    | 'vm-rule'
    | 'monitor'
    | 'alertmanager'
    | 'kustomization'
    | 'provisioning'
    | 'promtool-test'
    | 'helm-values'
    | 'index';
  readonly text: string;
  readonly uid?: string;
}
