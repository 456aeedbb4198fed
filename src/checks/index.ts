import { boardChecks } from './boards.ts';
import type { Check } from './check.ts';
import { metricKnown } from './metric-known.ts';
import { promqlSyntax } from './promql-syntax.ts';

/** Every check, in the order they are listed and documented. */
export const checks: readonly Check[] = [promqlSyntax, metricKnown, ...boardChecks];
