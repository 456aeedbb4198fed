import { defineDashboard } from '../../src/define.ts';
import { endVariables, observerVariable } from '../shared/flow-board.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { agentStarts } from '../shared/restarts.ts';
import { dnsIncident } from './dns/dns-incident.ts';
import { dnsTiles } from './dns/dns-tiles.ts';
import { whichClient } from './dns/which-client.ts';
import { whoseFault } from './dns/whose-fault.ts';

export const incidentDns = defineDashboard({
  uid: 'incident-dns',
  title: 'Incident / DNS',
  question: 'Names do not resolve: is it the server, the way to it, the proxy or the name?',
  tags: ['incident'],
  neighbours: ['incident-policy', 'incident-drops', 'incident-nodes', 'hubble-dns', 'hubble-drops'],
  build: (context) => {
    const node = observerVariable(context, 'hubble_dns_queries_total');
    const [namespace, workload] = endVariables(context, 'hubble_dns_queries_total', 'source', 'Client');
    const board = dnsIncident(context, { node, namespace, workload });
    return {
      variables: [node, namespace, workload],
      annotations: [policyChanges(context), agentStarts(context)],
      rows: [dnsTiles(board), whoseFault(board), whichClient(board)],
    };
  },
});
