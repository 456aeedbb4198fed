import type { IncidentDefinition, RuleSetDefinition, SloDefinition } from '../src/define.ts';
import { operatorAlerts } from './alerts/operator.ts';

/** Every SLO, in the order of the documents. */
export const slos: readonly SloDefinition[] = [];

/** Every rule set, in the order of the documents. */
export const ruleSets: readonly RuleSetDefinition[] = [operatorAlerts];

/** What the rules are proven against. */
export const incidents: readonly IncidentDefinition[] = [];
