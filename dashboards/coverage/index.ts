import type { Coverage } from '../../src/define.ts';
import { agentInsights } from './agent-insights.ts';
import { datapathInsights } from './datapath-insights.ts';
import { fleetInsights } from './fleet-insights.ts';
import { hubbleInsights } from './hubble-insights.ts';
import { omissions } from './omissions.ts';
import { operatorInsights } from './operator-insights.ts';

/** What public dashboards for Cilium show, and what none did, in the order of docs/coverage.md. */
export const coverage: Coverage = {
  insights: [...fleetInsights, ...agentInsights, ...datapathInsights, ...operatorInsights, ...hubbleInsights],
  omissions,
};
