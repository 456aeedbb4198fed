import { defineDashboard } from '../../src/define.ts';
import { endVariables, observerVariable } from '../shared/flow-board.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { dnsAnswers } from './dns/dns-answers.ts';
import { dnsBoard } from './dns/dns-board.ts';
import { dnsClients } from './dns/dns-clients.ts';
import { dnsFaults } from './dns/dns-faults.ts';
import { dnsHealth } from './dns/dns-health.ts';
import { dnsNames } from './dns/dns-names.ts';
import { dnsOverTime } from './dns/dns-over-time.ts';
import { dnsProxyTime } from './dns/dns-proxy-time.ts';

export const hubbleDns = defineDashboard({
  uid: 'hubble-dns',
  title: 'Hubble / DNS',
  question: 'Do names resolve, and if not, whose fault is it?',
  tags: ['hubble', 'dns'],
  neighbours: ['hubble-overview', 'hubble-drops', 'hubble-tcp', 'cilium-agent', 'incident-dns'],
  build: (context) => {
    const series = 'hubble_dns_queries_total';
    const node = observerVariable(context, series);
    const [namespace, workload] = endVariables(context, series, 'source', 'Client');
    const board = dnsBoard(context, { node, namespace, workload });
    return {
      variables: [node, namespace, workload],
      annotations: [policyChanges(context)],
      rows: [
        dnsHealth(board),
        dnsOverTime(board),
        dnsFaults(board),
        dnsClients(board),
        dnsNames(board),
        dnsAnswers(board),
        dnsProxyTime(board),
      ],
    };
  },
});
