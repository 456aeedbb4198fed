import type { Model } from '../model/model.ts';
import type { Rule, RuleGroup, RuleSet } from '../model/rules.ts';

/** A group as rule files and PrometheusRules hold it. */
export interface EmittedGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly EmittedRule[];
}

export type EmittedRule = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Mimir takes 20 rules in a group unless its operator says otherwise (grafana.com/docs/mimir, max_rules_per_group). */
const RULES_PER_GROUP = 20;

/** Prometheus reads `keep_firing_for` from 2.42 on; older ones refuse the file. */
const KEEP_FIRING_SINCE: readonly [number, number] = [2, 42];

/**
 * The groups of a set in the form every backend takes. A group of more than 20 rules goes on in `<name>-2`, which is
 * evaluated by itself: an alert there may read a record that is one interval old.
 */
export function emittedGroups({ groups }: RuleSet, settings: Model['settings']): readonly EmittedGroup[] {
  return groups.flatMap((group) =>
    chunks(group).map((rules, index) => ({
      name: index === 0 ? group.name : `${group.name}-${index + 1}`,
      ...(group.interval ? { interval: group.interval } : {}),
      rules: rules.map((rule) => emittedRule(rule, settings)),
    })),
  );
}

function chunks({ rules }: RuleGroup): readonly (readonly Rule[])[] {
  const count = Math.ceil(rules.length / RULES_PER_GROUP);
  return Array.from({ length: count }, (_, index) =>
    rules.slice(index * RULES_PER_GROUP, (index + 1) * RULES_PER_GROUP),
  );
}

function emittedRule(rule: Rule, { prometheus }: Model['settings']): EmittedRule {
  const labels = Object.keys(rule.labels).length > 0 ? { labels: rule.labels } : {};
  if (rule.kind === 'recording') return { record: rule.record, expr: rule.query.expr, ...labels };
  const keeps = rule.keepFiringFor && isAtLeast(prometheus.version, KEEP_FIRING_SINCE);
  return {
    alert: rule.alert,
    expr: rule.query.expr,
    ...(rule.for ? { for: rule.for } : {}),
    ...(keeps ? { keep_firing_for: rule.keepFiringFor } : {}),
    ...labels,
    annotations: rule.annotations,
  };
}

function isAtLeast(version: readonly [number, number], since: readonly [number, number]): boolean {
  return version[0] > since[0] || (version[0] === since[0] && version[1] >= since[1]);
}
