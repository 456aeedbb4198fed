import { defineDashboard } from '../../src/define.ts';
import { flowBoard } from '../shared/flow-board.ts';
import { httpTraffic } from '../shared/http-traffic.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { betweenBothEnds } from './http/between-both-ends.ts';
import { httpCallers } from './http/http-callers.ts';
import { httpHealth } from './http/http-health.ts';
import { httpLatency } from './http/http-latency.ts';
import { httpOverTime } from './http/http-over-time.ts';
import { httpServers } from './http/http-servers.ts';
import { httpShape } from './http/http-shape.ts';

export const hubbleHttp = defineDashboard({
  uid: 'hubble-http',
  title: 'Hubble / HTTP',
  question: 'Which workloads answer HTTP wrongly or late, and who suffers from it?',
  tags: ['hubble', 'http'],
  neighbours: ['hubble-overview', 'hubble-tcp', 'hubble-drops', 'cilium-envoy', 'incident-http'],
  build: (context) => {
    const flows = flowBoard(context, 'hubble_http_requests_total');
    const board = { ...flows, seen: { client: httpTraffic(flows, 'client'), server: httpTraffic(flows, 'server') } };
    return {
      variables: flows.filters,
      annotations: [policyChanges(context)],
      rows: [
        httpHealth(board),
        httpOverTime(board),
        httpServers(board),
        httpCallers(board),
        betweenBothEnds(board),
        httpLatency(board),
        httpShape(board),
      ],
    };
  },
});
