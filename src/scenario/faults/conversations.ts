import { counter, histogram } from '../signal.ts';
import type { Rule } from '../site.ts';
import { row } from '../site.ts';
import { flow } from '../values/hubble.ts';
import { CONVERSATIONS, COREDNS, DENIED, DNS_CLIENTS, WORLD } from '../workloads.ts';
import type { Fault } from './fault.ts';
import { alike, onOneNode } from './fault.ts';

/** Conversations with HTTP, the ones a fault of requests is seen in. */
const HTTP = CONVERSATIONS.filter(({ requests }) => requests !== undefined);

export const dnsErrors: Fault = {
  name: 'dns-errors',
  what: 'The cluster DNS answers with errors, refuses some queries, and leaves others unanswered.',
  moves: {
    hubble_dns_queries_total: (site) => [
      ...DNS_CLIENTS.map(({ client, share }) =>
        row(counter(20 * share), { ...flow(site, client, COREDNS), rcode: '', qtypes: 'A', ips_returned: '0' }),
      ),
      row(counter(2), {
        ...flow(site, DENIED.client, COREDNS),
        rcode: 'Policy denied',
        qtypes: 'A',
        ips_returned: '0',
      }),
    ],
    hubble_dns_responses_total: (site) =>
      DNS_CLIENTS.flatMap(({ client, share }) =>
        ['Server Failure', 'Query Refused', 'Format Error', 'Not Implemented'].map((rcode) =>
          row(counter(3 * share), { ...flow(site, COREDNS, client), rcode, qtypes: 'A', ips_returned: '0' }),
        ),
      ),
    cilium_proxy_upstream_reply_seconds: ({ form }) =>
      ['timeout', 'proxyErr'].flatMap((error) =>
        (form.values['scope'] ?? []).map((scope) => row(histogram(2, 4), { scope, error, protocol_l7: 'dns' })),
      ),
    cilium_policy_l7_total: () => [row(counter(1), { proxy_type: 'fqdn', rule: 'parse_errors' })],
    cilium_fqdn_semaphore_rejected_total: () => [row(counter(1))],
    cilium_proxy_datapath_update_timeout_total: () => [row(counter(0.1))],
  },
};

const failedRequests: Rule = (site) =>
  HTTP.flatMap(({ client, server, requests = 0 }) =>
    ['client', 'server'].flatMap((reporter) =>
      ['500', '503', '504'].map((status) =>
        row(counter(requests * 0.02), {
          ...flow(site, client, server),
          reporter,
          method: 'GET',
          protocol: 'HTTP/1.1',
          status,
        }),
      ),
    ),
  );

export const httpErrors: Fault = {
  name: 'http-errors',
  what: 'Services answer with 5xx and take seconds for what took milliseconds.',
  moves: {
    ...alike(['hubble_http_requests_total', 'hubble_http_responses_total'], failedRequests),
    hubble_http_request_duration_seconds: (site) =>
      HTTP.flatMap(({ client, server, requests = 0 }) =>
        ['client', 'server'].map((reporter) =>
          row(histogram(requests * 0.06, 3), { ...flow(site, client, server), reporter, method: 'GET' }),
        ),
      ),
  },
};

export const tcpResets: Fault = {
  name: 'tcp-resets',
  what: 'Servers reset connections; many SYNs are never answered.',
  moves: {
    hubble_tcp_flags_total: (site) =>
      CONVERSATIONS.flatMap(({ client, server }) => [
        row(counter(9), { ...flow(site, server, client), flag: 'RST', family: 'IPv4' }),
        row(counter(12), { ...flow(site, client, server), flag: 'SYN', family: 'IPv4' }),
      ]),
    hubble_icmp_total: (site) => [
      row(counter(2), { ...flow(site, WORLD, DENIED.client), family: 'IPv4', type: 'DestinationUnreachable(Host)' }),
    ],
  },
};

export const hubbleLost: Fault = {
  name: 'hubble-lost',
  what: 'Hubble cannot keep up with the events of a busy node.',
  moves: {
    hubble_lost_events_total: onOneNode(({ form }) =>
      (form.values['source'] ?? []).map((source) => row(counter(20), { source })),
    ),
    hubble_metrics_http_handler_requests_total: onOneNode(() => [row(counter(0.02), { code: '500' })]),
    grpc_server_handled_total: onOneNode(() => [
      row(counter(0.1), { grpc_code: 'Unavailable', grpc_type: 'server_stream' }),
    ]),
  },
};
