import { alertExclude } from './alert-exclude.ts';
import { alertHold } from './alert-hold.ts';
import { alertTexts } from './alert-texts.ts';
import type { Check } from './check.ts';
import { recordKnown } from './record-known.ts';
import { ruleDuplicate } from './rule-duplicate.ts';
import { ruleGroup } from './rule-group.ts';
import { ruleName } from './rule-name.ts';

/** Checks of rules as such; what is about their expressions is among the checks of queries. */
export const ruleChecks: readonly Check[] = [
  recordKnown,
  ruleName,
  ruleDuplicate,
  ruleGroup,
  alertTexts,
  alertHold,
  alertExclude,
];
