import { nearest } from '../catalog/nearest.ts';
import type { AlertingRule } from '../model/rules.ts';
import type { PromNode } from '../promql/ast.ts';
import { COMPARISONS, childrenOf } from '../promql/ast.ts';
import { parsePromql } from '../promql/parse.ts';
import { panelCheck, rulesOf } from './check.ts';
import { numberOf } from './support/comparison.ts';

export const thresholdAlert = panelCheck({
  code: 'threshold-alert',
  severity: 'error',
  summary:
    'A tile that turns red at another value than its alert fires at is believed once: green beside a firing alert, or red without one.',
  remediation: 'Give the panel the number the alert compares with as a threshold, from one constant for both.',
  *check({ alerts, thresholds }, _dashboard, { model }) {
    const rules = Map.groupBy(
      rulesOf(model).flatMap(({ rule }) => (rule.kind === 'alerting' ? [rule] : [])),
      ({ alert }) => alert,
    );
    for (const name of alerts) {
      const depicted = rules.get(name);
      if (!depicted) {
        // left out by the settings, or a project of boards alone
        if (model.settings.alerts.exclude.includes(name) || rules.size === 0) continue;
        const [near] = nearest(name, rules.keys());
        yield { message: `depicts the alert ${name}, which no rule defines${near ? `; near it: ${near}` : ''}` };
        continue;
      }
      const limits = [...new Set(depicted.flatMap(limitsOf))];
      if (limits.some((limit) => thresholds.some((threshold) => meets(threshold, limit)))) continue;
      yield {
        message: `${name} compares with ${limits.join(', ')}; the panel changes colour at ${thresholds.join(', ') || 'no value'}`,
      };
    }
  },
});

/** Numbers an alert compares with; of a burn rate its factor too, and 1, which is the budget spent evenly. */
function limitsOf({ query, labels }: AlertingRule): readonly number[] {
  const factor = labels['burn_factor'];
  const { root } = parsePromql(query.expr);
  return [...(root ? comparedWith(root) : []), ...(factor === undefined ? [] : [Number(factor), 1])];
}

function comparedWith(node: PromNode): readonly number[] {
  const own =
    node.kind === 'binary' && COMPARISONS.has(node.op)
      ? [numberOf(node.left), numberOf(node.right)].filter((number) => number !== undefined)
      : [];
  return [...own, ...childrenOf(node).flatMap(comparedWith)];
}

/** `> 0` of a count is 1 and more; of a rate whatever is above nothing. */
function meets(threshold: number, limit: number): boolean {
  return threshold === limit || (limit === 0 && (threshold === Number.MIN_VALUE || threshold === 1));
}
