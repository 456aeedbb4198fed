import { defineSlo } from '../../src/define.ts';
import { DNS_ENDS, dnsTraffic } from '../shared/dns.ts';
import { windows } from '../windows.ts';

/** Rcodes that blame the server. Search domains produce Non-Existent Domain all day, so it is not among them. */
const SERVER_FAULTS = ['Server Failure', 'Query Refused', 'Not Implemented', 'Format Error'] as const;

const common = {
  service: 'dns',
  period: '30d',
  windows: 'google',
  presets: windows,
} as const;

/** Queries are only seen where a DNS policy sends them through the proxy. */
const OPTIONAL = 'Hubble sees DNS only where a DNS policy applies';

/** Answers that blame the server, per namespace that asked. */
export const dnsErrors = defineSlo({
  ...common,
  name: 'dns-errors',
  alert: 'HubbleDNSErrorsSLOBurn',
  intent: 'DNSErrorSLOBurn',
  events: 'DNS responses',
  burns:
    'Responses that blame the server count as bad: Server Failure, Query Refused, Not Implemented, Format Error. A name that does not exist is a good answer.',
  summary: 'DNS servers fail more queries than the error budget allows.',
  objective: '99.9',
  build: (context) => {
    if (!context.hubble('dns', ...DNS_ENDS)) return undefined;
    const failed = context.metric('hubble_dns_responses_total', { rcode: SERVER_FAULTS });
    return {
      sli: { kind: 'ratio', total: { of: [context.metric('hubble_dns_responses_total')] }, bad: { of: [failed] } },
      // of a response the client is the destination
      groupBy: [...context.clusterLabels, 'destination_namespace'],
      minEvents: 10,
      optional: OPTIONAL,
      next: [
        'hubble observe --protocol dns --to-namespace {{ $labels.destination_namespace }} --last 50 -o compact',
        'kubectl -n kube-system logs -l k8s-app=kube-dns --tail=100 --prefix',
      ],
      board: {
        dashboard: 'hubble-dns',
        panel: 'Responses by rcode',
        variables: { source_namespace: 'destination_namespace' },
      },
      causes: [{ alert: 'HubbleDNSNoResponse' }],
    };
  },
});

/** Queries that got no answer at all. UDP loses some, and resolvers ask again: hence a lower objective. */
export const dnsUnanswered = defineSlo({
  ...common,
  name: 'dns-unanswered',
  alert: 'HubbleDNSUnansweredSLOBurn',
  intent: 'DNSNoResponse',
  events: 'DNS queries',
  burns:
    'Queries without a response count as bad, whatever lost them: the server, the way to it, or the proxy. Queries that policy refused were never sent and do not count.',
  summary: 'More DNS queries stay without an answer than the error budget allows.',
  objective: '99',
  build: (context) => {
    if (!context.hubble('dns', ...DNS_ENDS)) return undefined;
    const { queries, responses } = dnsTraffic(context);
    return {
      sli: {
        kind: 'ratio',
        total: { of: [queries] },
        good: { of: [responses], rename: { source_namespace: 'destination_namespace' } },
        unproven: 'a response answers one query: Hubble counts both on the node of the client, under two names',
      },
      groupBy: [...context.clusterLabels, 'source_namespace'],
      minEvents: 20,
      optional: OPTIONAL,
      next: [
        'hubble observe --namespace {{ $labels.source_namespace }} --port 53 --verdict DROPPED --last 50',
        'hubble observe --protocol dns --namespace {{ $labels.source_namespace }} --last 50 -o compact',
      ],
      board: {
        dashboard: 'hubble-dns',
        panel: 'Unanswered by client',
        variables: { source_namespace: 'source_namespace' },
      },
      causes: [
        { alert: 'HubbleDNSNoResponse' },
        { alert: 'HubbleNamespaceDNSNoResponse', equal: [...context.clusterLabels, 'source_namespace'] },
      ],
    };
  },
});
