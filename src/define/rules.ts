import type { Suppression } from '../model/query.ts';
import type { Promql } from '../promql/promql.ts';
import type { RateFacts } from './context.ts';
import type { Origin } from './origin.ts';
import { callerOrigin } from './origin.ts';
import type { RuleContext } from './rule-context.ts';

/** How soon someone must act: `page` now, `ticket` in working hours. Settings give them their label values. */
export type Urgency = 'page' | 'ticket';

/** The board, and the panel on it, that shows what the alert is about. */
export interface BoardLink {
  /** uid. */
  readonly dashboard: string;
  /** Title of the panel, or its key. Left out: the board. */
  readonly panel?: string;
  /** Variable of the board -> label of the alert whose value it takes. The cluster goes along by itself. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Another alert that explains this one, so that Alertmanager keeps this one back while that one fires. */
export interface Cause {
  readonly alert: string;
  /** Labels both must agree on. Default: the cluster label. */
  readonly equal?: readonly string[];
}

interface Hold {
  /** How long the expression must hold. Prometheus duration; default none. */
  readonly for?: string;
  /** How long the alert stays after the expression ends. Needs Prometheus 2.42. */
  readonly keepFiringFor?: string;
}

export interface AlertOptions extends Hold {
  /** CamelCase, component first, at most 40 characters. Also the runbook's file name. */
  readonly name: string;
  /** What it means, stable across renames: `AgentDown`. Several alerts may serve one intent. */
  readonly intent: string;
  readonly severity: Urgency;
  /** One sentence without templates, capital letter and full stop. */
  readonly summary: string;
  /** Who, what, how much, since when: templates may use the labels in `labels`. */
  readonly description: string;
  readonly expr: Promql;
  /** Labels an alert of this rule carries, and that identify it. Proven to survive the expression. */
  readonly labels: readonly string[];
  /** Static labels besides severity and intent. */
  readonly extraLabels?: Readonly<Record<string, string>>;
  /** Commands to run next, most telling first; templates may use the labels. */
  readonly next: readonly string[];
  readonly board: BoardLink;
  readonly causes?: readonly Cause[];
  readonly suppress?: readonly Suppression[];
}

export interface AlertDefinition extends AlertOptions {
  readonly kind: 'alert';
  readonly origin: Origin;
}

export interface RecordOptions {
  /** `level:metric:operations`, such as `cluster_reason:cilium_drops:increase10m`. */
  readonly name: string;
  readonly expr: Promql;
  readonly labels?: Readonly<Record<string, string>>;
  readonly suppress?: readonly Suppression[];
}

export interface RecordDefinition extends RecordOptions {
  readonly kind: 'record';
  readonly origin: Origin;
}

/** Rules of one group are evaluated in order at one time: a record stands before the alert that reads it. */
export interface RuleGroupContent {
  /** Unique in its rule set; emitted as `<set>.<name>`. */
  readonly name: string;
  /** Prometheus duration. Default: the evaluation interval of the settings. */
  readonly interval?: string;
  readonly rules: readonly (RecordDefinition | AlertDefinition | false)[];
}

export interface RuleSetOptions {
  /** Name of the PrometheusRule and of the file: kebab-case, stable for ever. */
  readonly name: string;
  /** Pure: the same context gives the same rules. */
  build(context: RuleContext): readonly RuleGroupContent[];
}

export interface RuleSetDefinition extends RuleSetOptions {
  /** Rates it records for boards. */
  rates?(context: RuleContext): readonly RateFacts[];
  readonly origin: Origin;
}

export function alert(options: AlertOptions): AlertDefinition {
  return { kind: 'alert', ...options, origin: callerOrigin() };
}

export function record(options: RecordOptions): RecordDefinition {
  return { kind: 'record', ...options, origin: callerOrigin() };
}

/**
 * Defines a rule set. Export it and list it in `rules/index.ts`.
 * @example
 * export const operatorAlerts = defineRules({
 *   name: 'cilium-operator',
 *   build: (context) => [{ name: 'operator', rules: [operatorDown(context)] }],
 * });
 */
export function defineRules(options: RuleSetOptions): RuleSetDefinition {
  return { ...options, origin: callerOrigin() };
}
