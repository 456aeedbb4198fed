import type { Json, JsonObject } from '../../model/dashboard.ts';
import { isObject, listOf } from '../../model/json.ts';

/** A rule as a rule file has it. */
export interface RuleView {
  readonly kind: 'alert' | 'record';
  readonly name: string;
  readonly group: string;
  /** Where it is written; empty where there is only one file. */
  readonly file: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Prometheus durations; empty where there is none. */
  readonly for: string;
  readonly keepFiringFor: string;
}

export interface GroupView {
  readonly name: string;
  readonly file: string;
  /** All fields but name and rules. */
  readonly options: JsonObject;
  readonly rules: readonly RuleView[];
}

/** Groups of a rule file or of an object around one (PrometheusRule, VMRule). */
export function groupsOf(content: JsonObject, file = ''): readonly GroupView[] {
  const spec = isObject(content['spec']) ? content['spec'] : content;
  return listOf(spec['groups']).map((group) => {
    const { name, rules, ...options } = group;
    const views = listOf(rules).map((rule) => ruleOf(rule, text(name), file));
    return { name: text(name), file, options, rules: views };
  });
}

/** True for rule files and for objects around them. */
export const isRules = (content: JsonObject): boolean =>
  Array.isArray((isObject(content['spec']) ? content['spec'] : content)['groups']);

function ruleOf(rule: JsonObject, group: string, file: string): RuleView {
  const alert = rule['alert'] !== undefined;
  return {
    kind: alert ? 'alert' : 'record',
    name: text(alert ? rule['alert'] : rule['record']),
    group,
    file,
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
