import type { BuildContext, IncidentDefinition } from '../../src/define.ts';
import * as addresses from './addresses.ts';
import * as agents from './agents.ts';
import { healthyCluster as clusterNamed } from './baseline/clusters.ts';
import { nodeNames } from './baseline/names.ts';
import * as bgp from './bgp.ts';
import * as encryption from './connectivity/encryption.ts';
import * as unreachable from './connectivity/unreachable.ts';
import * as capacity from './datapath/capacity.ts';
import * as maps from './datapath/maps.ts';
import * as reasons from './datapath/reasons.ts';
import * as rollout from './datapath/rollout.ts';
import * as dnsClients from './dns-clients.ts';
import * as dnsProxy from './dns-proxy.ts';
import * as dnsServers from './dns-servers.ts';
import * as endpoints from './endpoints.ts';
import * as envoy from './envoy.ts';
import * as http from './http.ts';
import * as hubble from './hubble.ts';
import * as operator from './operator.ts';
import * as denials from './policy/denials.ts';
import * as policyImport from './policy/import.ts';
import * as propagation from './policy/propagation.ts';
import * as slos from './slos.ts';
import * as stores from './stores.ts';
import * as telemetry from './telemetry.ts';

/** What the rules are proven against, each with all of them loaded. */
export const incidents: readonly IncidentDefinition[] = [
  ...Object.values(slos),
  ...Object.values(capacity),
  ...Object.values(maps),
  ...Object.values(reasons),
  ...Object.values(rollout),
  ...Object.values(denials),
  ...Object.values(policyImport),
  ...Object.values(propagation),
  ...Object.values(unreachable),
  ...Object.values(encryption),
  ...Object.values(agents),
  ...Object.values(endpoints),
  ...Object.values(addresses),
  ...Object.values(operator),
  ...Object.values(stores),
  ...Object.values(bgp),
  ...Object.values(dnsServers),
  ...Object.values(dnsClients),
  ...Object.values(dnsProxy),
  ...Object.values(http),
  ...Object.values(envoy),
  ...Object.values(hubble),
  ...Object.values(telemetry),
];

/** Stands beside an incident's cluster where rules must tell the two apart. */
export const healthyCluster = (context: BuildContext) => clusterNamed(context, 'prod-b', nodeNames(3));
