import { agentInsights } from './agent-insights.ts';
import { datapathInsights } from './datapath-insights.ts';
import { fleetInsights } from './fleet-insights.ts';
import { hubbleInsights } from './hubble-insights.ts';
import type { Insight } from './insight.ts';
import { operatorInsights } from './operator-insights.ts';

/** What public dashboards for Cilium show, and what none did, in the order of docs/coverage.md. */
export const insights: readonly Insight[] = [
  ...fleetInsights,
  ...agentInsights,
  ...datapathInsights,
  ...operatorInsights,
  ...hubbleInsights,
];
