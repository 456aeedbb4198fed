import type { DashboardDefinition } from '../src/define.ts';
import { ciliumAgent } from './agent/cilium-agent.ts';
import { ciliumDatapath } from './agent/cilium-datapath.ts';
import { ciliumEnvoy } from './envoy/cilium-envoy.ts';
import { hubbleDns } from './hubble/hubble-dns.ts';
import { hubbleDrops } from './hubble/hubble-drops.ts';
import { hubbleHttp } from './hubble/hubble-http.ts';
import { hubbleOverview } from './hubble/hubble-overview.ts';
import { hubbleTcp } from './hubble/hubble-tcp.ts';
import { ciliumOperator } from './operator/cilium-operator.ts';

/** Every dashboard, in the order of the folder listing. */
export const dashboards: readonly DashboardDefinition[] = [
  ciliumAgent,
  ciliumDatapath,
  ciliumOperator,
  ciliumEnvoy,
  hubbleOverview,
  hubbleDrops,
  hubbleDns,
  hubbleHttp,
  hubbleTcp,
];
