import type { Model } from '../model/model.ts';
import type { AlertingRule } from '../model/rules.ts';
import { queryCheck, rulesOf } from './check.ts';
import { whyGone } from './support/gone.ts';

export const alertLabels = queryCheck({
  code: 'alert-labels',
  severity: 'error',
  summary:
    'Routes, silences and inhibitions go by the labels an alert promises: one that its expression drops is empty in all of them.',
  remediation:
    'Keep the label in the aggregation, or take it out of `labels`. Static labels get names that the series do not have.',
  *check(text, { query }, input) {
    const rule = alertOf(query, input.model);
    if (!rule || !text.root) return;
    for (const label of rule.facts.groupBy) {
      const reason = whyGone(label, text.root, text, input);
      const fixed = rule.labels[label];
      if (reason) yield { message: `the alert promises the label ${label}, but ${reason}` };
      if (fixed !== undefined) yield { message: `the static label ${label}="${fixed}" hides whose alert it is` };
    }
  },
});

const alerts = new WeakMap<Model, ReadonlyMap<unknown, AlertingRule>>();

/** The alert a query belongs to. */
function alertOf(query: AlertingRule['query'], model: Model): AlertingRule | undefined {
  if (query.use !== 'alerting') return undefined;
  const known =
    alerts.get(model) ??
    new Map(rulesOf(model).flatMap(({ rule }) => (rule.kind === 'alerting' ? [[rule.query, rule] as const] : [])));
  alerts.set(model, known);
  return known.get(query);
}
