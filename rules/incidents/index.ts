import type { BuildContext, IncidentDefinition } from '../../src/define.ts';
import * as addresses from './addresses.ts';
import * as agents from './agents.ts';
import { healthyCluster as clusterNamed } from './baseline/clusters.ts';
import { nodeNames } from './baseline/names.ts';
import * as bgp from './bgp.ts';
import * as endpoints from './endpoints.ts';
import * as operator from './operator.ts';
import * as stores from './stores.ts';

/** What the rules are proven against, each with all of them loaded. */
export const incidents: readonly IncidentDefinition[] = [
  ...Object.values(agents),
  ...Object.values(endpoints),
  ...Object.values(addresses),
  ...Object.values(operator),
  ...Object.values(stores),
  ...Object.values(bgp),
];

/** Stands beside an incident's cluster where rules must tell the two apart. */
export const healthyCluster = (context: BuildContext) => clusterNamed(context, 'prod-b', nodeNames(3));
