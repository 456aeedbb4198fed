import type { Insight } from '../../src/define.ts';
import { leftOut, shown, topic } from '../../src/define.ts';

/** Clusters at a glance, what they run, and what they promise. */
export const fleetInsights: readonly Insight[] = [
  ...topic('Fleet', [
    shown('Agents reporting', {
      'cilium-fleet': ['Agents', 'Agents down', 'Agents by cluster'],
      'cilium-agent': ['Agents reporting and nodes known'],
    }),
    shown('Endpoints', { 'cilium-fleet': ['Endpoints by cluster'] }),
    shown('Identities', { 'cilium-fleet': ['Identities used by cluster'] }),
    shown('Failing controllers', { 'cilium-fleet': ['Controllers failing by cluster'] }),
    shown('Unreachable nodes', { 'cilium-fleet': ['Nodes unreachable by cluster'] }),
    shown('Highest map pressure', { 'cilium-fleet': ['Fullest map by cluster'] }),
    shown('Version spread', {
      'cilium-fleet': ['Versions running'],
      'cilium-features': ['Versions by cluster', 'Agents on one version', 'Agents by cluster and version'],
    }),
    shown('Nodes known, and the gap between the agents that know most and fewest', {
      'cilium-agent': ['Agents reporting and nodes known'],
    }),
    shown('Traffic of each cluster', { 'cilium-fleet': ['which-cluster-clusters', 'Packets by cluster'] }),
    shown('Drops of each cluster', {
      'cilium-fleet': ['which-cluster-clusters', 'Packet loss by cluster', 'Policy denials by cluster'],
    }),
  ]),
  ...topic('Versions and features', [
    shown('Feature inventory from `cilium_feature_*`', {
      'cilium-features': ['Modes', 'Features of the agents', 'Features of the operator', 'Policies by kind'],
    }),
    shown('Nodes that differ from their cluster', {
      'cilium-features': ['Nodes in another mode', 'Nodes with another feature'],
    }),
    shown('Configuration drift of running agents', {
      'cilium-features': ['Agents with old settings'],
      'cilium-agent': ['Configuration drift by node'],
    }),
    shown('Start-up time of agents', { 'cilium-features': ['Start-up time by node'] }),
    shown('Restoring endpoints at the start of an agent', {
      'cilium-features': ['Time to restore endpoints by phase', 'Endpoints restored by outcome'],
    }),
    shown('Kernel and Kubernetes versions', { 'cilium-features': ['Operator, kernel and Kubernetes'] }),
  ]),
  ...topic('SLOs', [
    shown('Error budget and burn rate of drops, DNS and HTTP', {
      'slo-overview': ['Objectives', 'Burn rate by SLO', 'Budget left by SLO'],
    }),
    shown('Budget of each namespace or workload', {
      'slo-budget': ['Groups by budget spent', 'Budget left by group', 'Error ratio by group'],
      'slo-overview': ['Groups that burn fastest'],
    }),
    shown('Time until the budget is spent', { 'slo-budget': ['Runs out in'] }),
  ]),
  ...topic('From a panel to the next step', [
    shown('`hubble observe` commands filled in from the row', {
      'incident-drops': ['Pairs and what to run next', 'Nodes and what to run there'],
      'incident-policy': ['Pairs and what to run next'],
      'incident-dns': ['Clients and what to run next'],
      'incident-http': ['Workloads and what to run next'],
      'hubble-drops': ['What to run next'],
    }),
    shown('Exemplars that lead to a trace', { 'hubble-http': ['since-when-latency'] }),
    shown('Changes of policy beside what they may have caused', {
      'incident-policy': ['Policy changes this hour', 'Policy revision'],
      'hubble-drops': ['Policy revision'],
    }),
    leftOut(
      'Policies that fail to load, named from the log',
      'Names of policies stand only in the agent log; `Policy changes refused` counts them, and the log says which.',
    ),
    leftOut(
      '`FailedCreatePodSandBox` events',
      'A Kubernetes event and no metric of Cilium; its cause inside Cilium shows as a failing agent API call or regeneration.',
    ),
    leftOut(
      'Service map as a node graph',
      'A node graph needs a list of edges that Prometheus does not return without a plugin; tables of pairs name the same edges.',
    ),
  ]),
  ...topic('Cilium Enterprise', [
    leftOut('High-availability FQDN proxy', 'Its metrics exist only in Isovalent Enterprise for Cilium.'),
    leftOut('Timescape ingest', 'Timescape is a part of Isovalent Enterprise for Cilium, and so are its metrics.'),
  ]),
];
