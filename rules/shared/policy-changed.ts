import type { RuleContext } from '../../src/define.ts';
import { templateQuery } from './template-query.ts';

/** Record: Unix time of the last change of policy, per cluster. */
export const POLICY_CHANGED = 'cluster:cilium_policy_changed:timestamp';

/** ` Policies last changed 12m ago.`, for whom someone's change is the first suspect. */
export function policyChangedText(context: RuleContext): string {
  const age = templateQuery(context, `time() - ${POLICY_CHANGED}{@cluster}`);
  return `{{ with ${age} }} Policies last changed {{ . | first | value | humanizeDuration }} ago.{{ end }}`;
}
