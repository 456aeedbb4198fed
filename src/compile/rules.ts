import type { RuleContext } from '../define/rule-context.ts';
import type { AlertDefinition, RecordDefinition, RuleGroupContent, RuleSetDefinition } from '../define/rules.ts';
import type { Dashboard } from '../model/dashboard.ts';
import type { AlertFacts, AlertingRule, RecordingRule, Rule, RuleGroup, RuleSet } from '../model/rules.ts';
import type { Promql } from '../promql/promql.ts';
import type { Settings } from '../settings/settings.ts';
import { alertAnnotations } from './alert-texts.ts';
import { quieted } from './noise.ts';
import { compileQuery } from './queries.ts';

/** What rules are compiled against. */
export interface RuleHouse {
  readonly context: RuleContext;
  readonly settings: Settings;
  readonly relative: (file: string) => string;
  /** Compiled boards, which alerts link to. */
  readonly dashboards: readonly Dashboard[];
}

/** Builds a definition and turns what it says into the Model's form. Throws what the definition throws. */
export function compileRuleSet(definition: RuleSetDefinition, house: RuleHouse): RuleSet {
  const { name, origin } = definition;
  const groups = compileGroups(name, definition.build(house.context), house);
  return { name, file: house.relative(origin.file), line: origin.line, groups };
}

/** Groups of one rule set to the Model's form. @param set its name, which every group name starts with */
export function compileGroups(
  set: string,
  groups: readonly RuleGroupContent[],
  house: RuleHouse,
): readonly RuleGroup[] {
  const { exclude } = house.settings.alerts;
  const kept = groups.map((group) => ({
    ...group,
    rules: group.rules
      .filter((rule) => rule !== false)
      .filter((rule) => rule.kind === 'record' || !exclude.includes(rule.name)),
  }));
  return kept
    .filter(({ rules }) => rules.length > 0)
    .map(({ name, interval, rules }, index) => ({
      name: name === set ? set : `${set}.${name}`,
      ...(interval ? { interval } : {}),
      rules: rules.map((rule, position) => compileRule(set, rule, `/groups/${index}/rules/${position}`, house)),
    }));
}

function compileRule(set: string, rule: RecordDefinition | AlertDefinition, path: string, house: RuleHouse): Rule {
  return rule.kind === 'record' ? compileRecord(set, rule, path, house) : compileAlert(set, rule, path, house);
}

function compileRecord(set: string, rule: RecordDefinition, path: string, house: RuleHouse): RecordingRule {
  return {
    kind: 'recording',
    record: rule.name,
    path,
    labels: rule.labels ?? {},
    query: queryOf(set, rule, rule.expr, path, house, { use: 'recording' }),
  };
}

function compileAlert(set: string, rule: AlertDefinition, path: string, house: RuleHouse): AlertingRule {
  const { alerts } = house.settings;
  const annotations = alertAnnotations(rule, house);
  const facts: AlertFacts = {
    intent: rule.intent,
    urgency: rule.severity,
    groupBy: [...new Set(rule.labels)],
    runbook: annotations['runbook_url'] ?? '',
    dashboard: rule.board.dashboard,
    ...(rule.board.panel ? { panel: rule.board.panel } : {}),
    causes: (rule.causes ?? [])
      .filter(({ alert }) => !alerts.exclude.includes(alert))
      .map(({ alert, equal }) => ({ alert, equal: equal ?? house.context.clusterLabels })),
    ...(rule.extraLabels?.['slo'] ? { slo: rule.extraLabels['slo'] } : {}),
  };
  return {
    kind: 'alerting',
    alert: rule.name,
    path,
    ...(rule.for ? { for: rule.for } : {}),
    ...(rule.keepFiringFor ? { keepFiringFor: rule.keepFiringFor } : {}),
    labels: { ...alerts.labels, severity: alerts.severities[rule.severity], intent: rule.intent, ...rule.extraLabels },
    annotations,
    facts,
    query: queryOf(set, rule, quieted(rule.expr, rule, alerts.noise), path, house, {
      use: 'alerting',
      texts: Object.values(annotations),
    }),
  };
}

function queryOf(
  set: string,
  { name, origin, suppress }: RecordDefinition | AlertDefinition,
  expr: Promql,
  path: string,
  { context, relative }: RuleHouse,
  rest: { readonly use: 'recording' | 'alerting'; readonly texts?: readonly string[] },
) {
  return compileQuery(expr, context, {
    ...rest,
    resource: `rules/${set}`,
    file: relative(origin.file),
    line: origin.line,
    item: name,
    path,
    suppress: suppress ?? [],
  });
}
