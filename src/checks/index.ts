import { boardChecks } from './boards.ts';
import type { Check } from './check.ts';
import { queryChecks } from './queries.ts';
import { ruleChecks } from './rules.ts';

/** Every check, in the order they are listed and documented. */
export const checks: readonly Check[] = [...queryChecks, ...boardChecks, ...ruleChecks];
