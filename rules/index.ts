import type { RuleSetDefinition, SloDefinition } from '../src/define.ts';
import { operatorAlerts } from './alerts/operator.ts';

/** Every SLO, in the order of the documents. */
export const slos: readonly SloDefinition[] = [];

/** Every rule set, in the order of the documents. */
export const ruleSets: readonly RuleSetDefinition[] = [operatorAlerts];

export { healthyCluster, incidents } from './incidents/index.ts';
