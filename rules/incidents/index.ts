import type { IncidentDefinition } from '../../src/define.ts';
import { operatorDown, operatorRestart } from './operator.ts';

/** What the rules are proven against, each with all of them loaded. */
export const incidents: readonly IncidentDefinition[] = [operatorDown, operatorRestart];
