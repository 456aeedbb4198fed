import { defineDashboard } from '../../src/define.ts';
import { nodeVariable } from '../shared/variables.ts';
import { configuration } from './rows/configuration.ts';
import { connections } from './rows/connections.ts';
import { envoyHealth } from './rows/envoy-health.ts';
import { envoyProcess } from './rows/envoy-process.ts';
import { policyTraffic } from './rows/policy-traffic.ts';
import { requests } from './rows/requests.ts';
import { upstream } from './rows/upstream.ts';
import { upstreamDepth } from './rows/upstream-depth.ts';

export const ciliumEnvoy = defineDashboard({
  uid: 'cilium-envoy',
  title: 'Cilium / Envoy',
  question: 'Do requests pass the L7 proxy, and if not, is it the proxy or the service behind it?',
  tags: ['envoy'],
  neighbours: ['hubble-http', 'cilium-agent', 'cilium-datapath', 'hubble-overview'],
  build: (context) => {
    const node = nodeVariable(context, context.metric('envoy_server_live'));
    const board = { context, node };
    return {
      variables: [node],
      rows: [
        envoyHealth(board),
        requests(board),
        upstream(board),
        upstreamDepth(board),
        policyTraffic(board),
        configuration(board),
        connections(board),
        envoyProcess(board),
      ],
    };
  },
});
