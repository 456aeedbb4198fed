import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../object-changes.ts';

/** A rule as a rule file has it. */
export interface RuleView {
  readonly kind: 'alert' | 'record';
  readonly name: string;
  readonly group: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Prometheus durations; empty where there is none. */
  readonly for: string;
  readonly keepFiringFor: string;
}

export interface GroupView {
  readonly name: string;
  /** All fields but name and rules. */
  readonly options: JsonObject;
  readonly rules: readonly RuleView[];
}

/** Groups of a rule file or of an object around one (PrometheusRule, VMRule). */
export function groupsOf(content: JsonObject): readonly GroupView[] {
  const spec = isObject(content['spec']) ? content['spec'] : content;
  return listOf(spec['groups']).map((group) => {
    const { name, rules, ...options } = group;
    return { name: text(name), options, rules: listOf(rules).map((rule) => ruleOf(rule, text(name))) };
  });
}

/** True for rule files and for objects around them. */
export const isRules = (content: JsonObject): boolean =>
  Array.isArray((isObject(content['spec']) ? content['spec'] : content)['groups']);

function ruleOf(rule: JsonObject, group: string): RuleView {
  const alert = rule['alert'] !== undefined;
  return {
    kind: alert ? 'alert' : 'record',
    name: text(alert ? rule['alert'] : rule['record']),
    group,
    expr: text(rule['expr']),
    labels: texts(rule['labels']),
    annotations: texts(rule['annotations']),
    for: text(rule['for']),
    keepFiringFor: text(rule['keep_firing_for']),
  };
}

const text = (value: Json | undefined): string => (value === undefined || value === null ? '' : String(value));

const texts = (value: Json | undefined): Readonly<Record<string, string>> =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, text(item)])) : {};
