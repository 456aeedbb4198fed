import { alertCauses } from './alert-causes.ts';
import { alertExclude } from './alert-exclude.ts';
import { alertHold } from './alert-hold.ts';
import { alertLabels } from './alert-labels.ts';
import { alertPanel } from './alert-panel.ts';
import { alertTexts } from './alert-texts.ts';
import type { Check } from './check.ts';
import { ruleDuplicate } from './rule-duplicate.ts';
import { ruleGroup } from './rule-group.ts';
import { ruleName } from './rule-name.ts';

/** Checks of rules as such; what is about their expressions is among the checks of queries. */
export const ruleChecks: readonly Check[] = [
  ruleName,
  ruleDuplicate,
  ruleGroup,
  alertTexts,
  alertPanel,
  alertHold,
  alertLabels,
  alertCauses,
  alertExclude,
];
