import type { DashboardDefinition } from '../src/define.ts';
import { ciliumAgent } from './agent/cilium-agent.ts';
import { ciliumDatapath } from './agent/cilium-datapath.ts';
import { ciliumEnvoy } from './envoy/cilium-envoy.ts';
import { hubbleDns } from './hubble/hubble-dns.ts';
import { ciliumOperator } from './operator/cilium-operator.ts';

/** Every dashboard, in the order of the folder listing. */
export const dashboards: readonly DashboardDefinition[] = [
  ciliumAgent,
  ciliumDatapath,
  ciliumOperator,
  ciliumEnvoy,
  hubbleDns,
];
