import { defineSlo, matching } from '../../src/define.ts';
import { windows } from '../windows.ts';

/** Faults of single nodes page by themselves; these objectives are about the cluster over weeks. */
const common = {
  period: '30d',
  windows: 'google',
  presets: windows,
  atMost: 'ticket',
} as const;

/** New policy and new pods reach the datapath by regenerating endpoints. */
export const endpointRegeneration = defineSlo({
  ...common,
  name: 'endpoint-regeneration',
  service: 'agent',
  alert: 'CiliumEndpointRegenerationSLOBurn',
  intent: 'EndpointRegenFailing',
  events: 'endpoint regenerations',
  burns:
    'Regenerations that end in an error count as bad. An endpoint deleted meanwhile fails too, so a few failures are churn.',
  summary: 'More endpoint regenerations fail than the error budget allows.',
  objective: '99',
  build: ({ metric, clusterLabels }) => ({
    sli: {
      kind: 'ratio',
      total: { of: [metric('cilium_endpoint_regenerations_total')] },
      // `failure` up to 1.17, `fail` since
      bad: { of: [metric('cilium_endpoint_regenerations_total', { outcome: matching('fail.*') })] },
    },
    groupBy: clusterLabels,
    minEvents: 20,
    next: [
      "kubectl -n kube-system logs -l k8s-app=cilium -c cilium-agent --tail=500 --prefix | grep -i 'regeneration' | tail",
      'kubectl get ciliumendpoints -A | grep -v ready',
    ],
    board: { dashboard: 'cilium-agent', panel: 'Regenerations' },
  }),
});

/** Ten seconds: the one bound that the histogram has in every minor and patch release, and long for a rule to wait. */
export const policyPropagation = defineSlo({
  ...common,
  name: 'policy-propagation',
  service: 'agent',
  alert: 'CiliumPolicyPropagationSLOBurn',
  intent: 'PolicyPropagationSlow',
  events: 'policy changes',
  burns:
    'A policy change that an agent takes longer than ten seconds to bring into force counts as bad, once for each agent.',
  summary: 'More policy changes take effect late than the error budget allows.',
  objective: '99',
  build: ({ metric, clusterLabels }) => ({
    sli: { kind: 'latency', buckets: metric('cilium_policy_implementation_delay_bucket'), threshold: '10' },
    groupBy: clusterLabels,
    minEvents: 20,
    // a cluster without policy changes has none to be late
    optional: 'the histogram has no series before the first policy change',
    next: [
      'kubectl -n kube-system top pods -l k8s-app=cilium --sort-by=cpu',
      'kubectl get ciliumnetworkpolicies,ciliumclusterwidenetworkpolicies,networkpolicies -A --sort-by=.metadata.creationTimestamp | tail',
    ],
    board: { dashboard: 'cilium-agent', panel: 'Policy implementation delay' },
  }),
});

/** Scrapes that reach an agent, of all that were tried. A node that is gone is tried no more. */
export const agentAvailability = defineSlo({
  ...common,
  name: 'agent-availability',
  service: 'agent',
  alert: 'CiliumAgentAvailabilitySLOBurn',
  intent: 'AgentDown',
  events: 'scrapes of agents',
  burns:
    'A scrape that does not reach its agent counts as bad: the agent is down, restarting, or cut off from Prometheus.',
  summary: 'Agents are down for longer than the error budget allows.',
  objective: '99.9',
  build: ({ metricOf, clusterLabels }) => ({
    sli: { kind: 'gauge', gauge: metricOf('agent', 'up') },
    groupBy: clusterLabels,
    next: [
      'kubectl -n kube-system get pods -l k8s-app=cilium -o wide | grep -v Running',
      'kubectl -n kube-system rollout status ds/cilium --timeout=5s',
    ],
    board: { dashboard: 'cilium-agent', panel: 'Agents down' },
    causes: [{ alert: 'CiliumAgentsDown' }, { alert: 'CiliumAgentDown' }],
  }),
});
