import type { Rule } from '../model/rules.ts';
import { nameOf, ruleCheck, rulesOf } from './check.ts';

export const ruleDuplicate = ruleCheck({
  code: 'rule-duplicate',
  severity: 'error',
  summary: 'Two rules that make the same series overwrite one another, and two equal alerts call someone twice.',
  remediation: 'Take one out, or tell them apart by a static label.',
  *check({ rule }, { model }) {
    const first = rulesOf(model).find((other) => identity(other.rule) === identity(rule));
    if (first && first.rule !== rule) {
      yield { message: `${nameOf(rule)} is there already, with the same labels, in rules/${first.set.name}` };
    }
  },
});

/** Rules of one name differ by static labels; alerts of one name also by what they ask. */
function identity(rule: Rule): string {
  const labels = Object.entries(rule.labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([rule.kind, nameOf(rule), labels]);
}
