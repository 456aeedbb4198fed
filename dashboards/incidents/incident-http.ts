import { defineDashboard } from '../../src/define.ts';
import { flowBoard } from '../shared/flow-board.ts';
import { httpTraffic } from '../shared/http-traffic.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { agentStarts } from '../shared/restarts.ts';
import { httpTiles } from './http/http-tiles.ts';
import { whereBetween } from './http/where-between.ts';
import { whichServer } from './http/which-server.ts';

export const incidentHttp = defineDashboard({
  uid: 'incident-http',
  title: 'Incident / HTTP',
  question: 'Requests fail or are slow: which workload, and is it the workload or the way to it?',
  tags: ['incident'],
  neighbours: ['incident-drops', 'incident-nodes', 'hubble-http', 'cilium-envoy', 'hubble-tcp'],
  build: (context) => {
    const flows = flowBoard(context, 'hubble_http_requests_total');
    const board = { ...flows, server: httpTraffic(flows, 'server'), client: httpTraffic(flows, 'client') };
    return {
      variables: flows.filters,
      annotations: [policyChanges(context), agentStarts(context)],
      rows: [httpTiles(board), whichServer(board), whereBetween(board)],
    };
  },
});
