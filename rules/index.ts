import type { RuleSetDefinition, SloDefinition } from '../src/define.ts';
import { agentAlerts } from './alerts/agent.ts';
import { bgpAlerts } from './alerts/bgp.ts';
import { clusterMeshAlerts } from './alerts/clustermesh.ts';
import { connectivityAlerts } from './alerts/connectivity.ts';
import { controlPlaneAlerts } from './alerts/control-plane.ts';
import { datapathAlerts } from './alerts/datapath.ts';
import { dnsAlerts } from './alerts/dns.ts';
import { endpointAlerts } from './alerts/endpoints.ts';
import { envoyAlerts } from './alerts/envoy.ts';
import { httpAlerts } from './alerts/http.ts';
import { hubbleAlerts } from './alerts/hubble.ts';
import { identityAlerts } from './alerts/identities.ts';
import { ipamAlerts } from './alerts/ipam.ts';
import { kvStoreAlerts } from './alerts/kvstore.ts';
import { operatorAlerts } from './alerts/operator.ts';
import { policyAlerts } from './alerts/policy.ts';
import { policyDenialAlerts } from './alerts/policy-denials.ts';
import { telemetryAlerts } from './alerts/telemetry.ts';
import { rateRecords } from './recordings/rates.ts';
import { agentAvailability, endpointRegeneration, policyPropagation } from './slos/control-plane.ts';
import { dnsErrors, dnsUnanswered } from './slos/dns.ts';
import { httpAvailability, httpClientView, httpLatency } from './slos/http.ts';
import { packetDrops, packetDropsNode } from './slos/packet-drops.ts';

/** Every SLO, in the order of the documents. */
export const slos: readonly SloDefinition[] = [
  packetDrops,
  packetDropsNode,
  dnsErrors,
  dnsUnanswered,
  httpAvailability,
  httpClientView,
  httpLatency,
  endpointRegeneration,
  policyPropagation,
  agentAvailability,
];

/** Every rule set, in the order of the documents. */
export const ruleSets: readonly RuleSetDefinition[] = [
  datapathAlerts,
  connectivityAlerts,
  policyAlerts,
  policyDenialAlerts,
  agentAlerts,
  endpointAlerts,
  controlPlaneAlerts,
  identityAlerts,
  ipamAlerts,
  operatorAlerts,
  clusterMeshAlerts,
  kvStoreAlerts,
  bgpAlerts,
  dnsAlerts,
  httpAlerts,
  envoyAlerts,
  hubbleAlerts,
  telemetryAlerts,
  rateRecords,
];

export { healthyCluster, incidents } from './incidents/index.ts';
