import type { DashboardDefinition } from '../src/define.ts';
import { ciliumAgent } from './agent/cilium-agent.ts';
import { ciliumDatapath } from './agent/cilium-datapath.ts';
import { ciliumBgp } from './connections/cilium-bgp.ts';
import { ciliumClustermesh } from './connections/cilium-clustermesh.ts';
import { ciliumEgressGateway } from './connections/cilium-egress-gateway.ts';
import { ciliumEncryption } from './connections/cilium-encryption.ts';
import { ciliumEnvoy } from './envoy/cilium-envoy.ts';
import { ciliumFeatures } from './fleet/cilium-features.ts';
import { ciliumFleet } from './fleet/cilium-fleet.ts';
import { hubblePipeline } from './fleet/hubble-pipeline.ts';
import { hubbleDns } from './hubble/hubble-dns.ts';
import { hubbleDrops } from './hubble/hubble-drops.ts';
import { hubbleHttp } from './hubble/hubble-http.ts';
import { hubbleOverview } from './hubble/hubble-overview.ts';
import { hubbleTcp } from './hubble/hubble-tcp.ts';
import { incidentCapacity } from './incidents/incident-capacity.ts';
import { incidentDns } from './incidents/incident-dns.ts';
import { incidentDrops } from './incidents/incident-drops.ts';
import { incidentHttp } from './incidents/incident-http.ts';
import { incidentNodes } from './incidents/incident-nodes.ts';
import { incidentPolicy } from './incidents/incident-policy.ts';
import { ciliumOperator } from './operator/cilium-operator.ts';
import { sloBudget } from './slo/slo-budget.ts';
import { sloOverview } from './slo/slo-overview.ts';

/** Every dashboard, in the order of the folder listing. */
export const dashboards: readonly DashboardDefinition[] = [
  sloOverview,
  sloBudget,
  incidentDrops,
  incidentPolicy,
  incidentDns,
  incidentHttp,
  incidentNodes,
  incidentCapacity,
  ciliumFleet,
  ciliumFeatures,
  ciliumAgent,
  ciliumDatapath,
  ciliumOperator,
  ciliumEnvoy,
  ciliumClustermesh,
  ciliumBgp,
  ciliumEncryption,
  ciliumEgressGateway,
  hubbleOverview,
  hubbleDrops,
  hubbleDns,
  hubbleHttp,
  hubbleTcp,
  hubblePipeline,
];
