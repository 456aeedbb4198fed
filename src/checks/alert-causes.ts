import type { Model } from '../model/model.ts';
import type { AlertingRule } from '../model/rules.ts';
import { ruleCheck, rulesOf } from './check.ts';
import { both } from './support/words.ts';

export const alertCauses = ruleCheck({
  code: 'alert-causes',
  severity: 'error',
  summary:
    'Alertmanager takes a label that neither alert has for equal: a cause that shares no label silences alerts it does not explain.',
  remediation: 'Name in `equal` only labels that both alerts carry.',
  *check({ rule }, { model }) {
    if (rule.kind !== 'alerting') return;
    for (const { alert, equal } of rule.facts.causes) {
      const causes = named(alert, model);
      if (causes.length === 0) continue;
      if (alert === rule.alert) yield { message: `${alert} is named as its own cause` };
      for (const label of equal) {
        const without = [rule, ...causes].filter((one) => !carries(one, label)).map((one) => one.alert);
        if (without.length > 0)
          yield {
            message: `${alert} must agree on ${label}, which ${both(new Set(without))} ${without.length > 1 ? 'do' : 'does'} not carry`,
          };
      }
    }
  },
});

function carries({ facts, labels }: AlertingRule, label: string): boolean {
  return facts.groupBy.includes(label) || label in labels;
}

/** Alerts of a name; none where the settings leave it out. */
function named(name: string, model: Model): readonly AlertingRule[] {
  return rulesOf(model).flatMap(({ rule }) => (rule.kind === 'alerting' && rule.alert === name ? [rule] : []));
}
