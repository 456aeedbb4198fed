import { defineDashboard } from '../../src/define.ts';
import { nodeVariable } from '../shared/variables.ts';
import { agentHealth } from './rows/agent-health.ts';
import { api } from './rows/api.ts';
import { connectivity } from './rows/connectivity.ts';
import { controllers } from './rows/controllers.ts';
import { dnsProxy } from './rows/dns-proxy.ts';
import { durations } from './rows/durations.ts';
import { endpoints } from './rows/endpoints.ts';
import { fleet } from './rows/fleet.ts';
import { jobs } from './rows/jobs.ts';
import { kubernetes } from './rows/kubernetes.ts';
import { policy } from './rows/policy.ts';
import { process } from './rows/process.ts';

export const ciliumAgent = defineDashboard({
  uid: 'cilium-agent',
  title: 'Cilium / Agent',
  question: 'Can every agent do its work, and if not, which one cannot and why?',
  tags: ['agent'],
  neighbours: [
    'cilium-datapath',
    'cilium-operator',
    'cilium-envoy',
    'hubble-overview',
    'incident-nodes',
    'cilium-fleet',
  ],
  build: (context) => {
    const node = nodeVariable(context, context.metric('cilium_version'));
    const board = { context, node };
    return {
      variables: [node],
      rows: [
        agentHealth(board),
        endpoints(board),
        controllers(board),
        connectivity(board),
        policy(board),
        durations(board),
        jobs(board),
        kubernetes(board),
        api(board),
        dnsProxy(board),
        process(board),
        fleet(board),
      ],
    };
  },
});
