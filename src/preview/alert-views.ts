import type { Incident } from '../model/incident.ts';
import type { Model } from '../model/model.ts';
import type { AlertingRule } from '../model/rules.ts';
import type { Slo } from '../model/slo.ts';
import type { AlertRuleView, AlertView, PanelReference, ProofReference, SloView } from './page-data.ts';

/** Every alert by its name, with the panel that shows it and the incidents that prove it. */
export function alertViews(model: Model): readonly AlertView[] {
  const rules = model.ruleSets.flatMap(({ name, groups }) =>
    groups.flatMap((group) =>
      group.rules.flatMap((rule) => (rule.kind === 'alerting' ? [{ ruleSet: name, rule }] : [])),
    ),
  );
  return [...Map.groupBy(rules, ({ rule }) => rule.alert)].flatMap(([name, group]): AlertView[] => {
    const [first] = group;
    if (!first) return [];
    const { facts } = first.rule;
    const panel = panelReference(first.rule, model);
    return [
      {
        name,
        urgency: group.some(({ rule }) => rule.facts.urgency === 'page') ? 'page' : 'ticket',
        ruleSet: first.ruleSet,
        ...(facts.slo === undefined ? {} : { slo: facts.slo }),
        runbook: facts.runbook,
        ...(panel ? { panel } : {}),
        rules: group.map(({ rule }) => ruleView(rule)),
        fires: model.incidents.filter(({ expects }) => expects.includes(name)).map(proof),
        silent: model.incidents.filter(({ silences }) => silences.includes(name)).map(proof),
      },
    ];
  });
}

export function sloViews(slos: readonly Slo[]): readonly SloView[] {
  return slos.map(({ name, service, objective, period, groupBy, alert, explanation, file }) => ({
    ...{ name, service, objective, period, groupBy, alert, explanation, file },
  }));
}

function panelReference({ facts }: AlertingRule, { dashboards }: Model): PanelReference | undefined {
  const board = dashboards.find(({ uid }) => uid === facts.dashboard);
  if (!board) return undefined;
  const panel = board.panels.find(({ title, key }) => title === facts.panel || key === facts.panel);
  return { uid: board.uid, board: board.title, ...(panel ? { key: String(panel.id), title: panel.title } : {}) };
}

const proof = ({ name, title }: Incident): ProofReference => ({ name, title });

function ruleView({ labels, annotations, query, ...rule }: AlertingRule): AlertRuleView {
  const { severity = '', intent: _, ...others } = labels;
  return {
    severity,
    for: rule.for ?? '0s',
    expr: query.expr,
    summary: annotations['summary'] ?? '',
    description: annotations['description'] ?? '',
    labels: others,
  };
}
