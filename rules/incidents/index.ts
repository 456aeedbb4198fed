import type { BuildContext, IncidentDefinition } from '../../src/define.ts';
import { healthyCluster as clusterNamed } from './baseline/clusters.ts';
import { nodeNames } from './baseline/names.ts';
import { operatorDown, operatorRestart } from './operator.ts';

/** What the rules are proven against, each with all of them loaded. */
export const incidents: readonly IncidentDefinition[] = [operatorDown, operatorRestart];

/** Stands beside an incident's cluster where rules must tell the two apart. */
export const healthyCluster = (context: BuildContext) => clusterNamed(context, 'prod-b', nodeNames(3));
