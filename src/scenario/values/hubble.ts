import { contextOf } from '../hubble-context.ts';
import { unitRandom } from '../random.ts';
import { counter, histogram } from '../signal.ts';
import type { Row, Rule, Site } from '../site.ts';
import { row } from '../site.ts';
import type { Conversation, Workload } from '../workloads.ts';
import { CONVERSATIONS, COREDNS, DENIED, DNS_CLIENTS, SOMETIMES_DENIED } from '../workloads.ts';

/** Rates of `workloads.ts` are for a cluster of ten nodes: what one node sees of them. */
const SHARE = 1 / 10;

/** DNS queries per second on a node, and what the answers say: search domains make most of them misses. */
const DNS_QUERIES = 10;
const RCODES: readonly (readonly [rcode: string, share: number])[] = [
  ['No Error', 0.4],
  ['Non-Existent Domain', 0.6],
];

/** Conversations with a pod on the node: most of them on most nodes, each on at least one. */
function seenOn({ target, nodes, seed }: Site): readonly Conversation[] {
  return CONVERSATIONS.filter(
    (_, index) =>
      index % nodes.length === target.index || unitRandom(seed, `${target.node}/conversation/${index}`) < 0.7,
  );
}

/** Labels of a flow between two workloads, under the context of the family's handler. */
export function flow({ handler, target }: Site, source: Workload, destination: Workload) {
  return contextOf(handler, source, destination, target.index * 31 + source.name.length);
}

const dnsQueries: Rule = (site) =>
  DNS_CLIENTS.flatMap(({ client, share }) =>
    ['A', 'AAAA'].map((qtypes) =>
      row(counter((DNS_QUERIES * share) / 2), { ...flow(site, client, COREDNS), rcode: '', qtypes, ips_returned: '0' }),
    ),
  );

/** The answer flows from the server to the client, so the client is the destination. */
const dnsResponses: Rule = (site) =>
  DNS_CLIENTS.flatMap(({ client, share }) =>
    ['A', 'AAAA'].flatMap((qtypes) =>
      RCODES.map(([rcode, part]) =>
        row(counter((DNS_QUERIES * share * part) / 2), {
          ...flow(site, COREDNS, client),
          rcode,
          qtypes,
          ips_returned: rcode === 'No Error' ? '1' : '0',
        }),
      ),
    ),
  );

const dnsTypes: Rule = (site) =>
  DNS_CLIENTS.flatMap(({ client, share }) =>
    ['A', 'AAAA'].map((type) =>
      row(counter(DNS_QUERIES * share * 0.2), { ...flow(site, COREDNS, client), type, qtypes: type }),
    ),
  );

const STATUSES: readonly (readonly [status: string, method: string, share: number])[] = [
  ['200', 'GET', 0.8],
  ['200', 'POST', 0.165],
  ['404', 'GET', 0.03],
  ['304', 'GET', 0.005],
];

/** Every request is seen where it leaves and where it arrives. */
const requests =
  (make: (conversation: Conversation, reporter: string, site: Site) => readonly Row[]): Rule =>
  (site) =>
    seenOn(site)
      .filter(({ requests }) => requests !== undefined)
      .flatMap((conversation) => ['client', 'server'].flatMap((reporter) => make(conversation, reporter, site)));

const httpRequests = requests(({ client, server, requests = 0 }, reporter, site) =>
  STATUSES.map(([status, method, share]) =>
    row(counter(requests * SHARE * share), {
      ...flow(site, client, server),
      reporter,
      status,
      method,
      protocol: 'HTTP/1.1',
    }),
  ),
);

const httpDuration = requests(({ client, server, requests = 0, latency = 0.02 }, reporter, site) =>
  ['GET', 'POST'].map((method) =>
    row(histogram(requests * SHARE * (method === 'GET' ? 0.835 : 0.165), latency, 0.7), {
      ...flow(site, client, server),
      reporter,
      method,
    }),
  ),
);

/** Packets that Hubble sees at each observation point of a conversation. */
const flows: Rule = (site) =>
  seenOn(site).flatMap(({ client, server, protocol, connections, requests }) => {
    const labels = flow(site, client, server);
    const packets = (connections * 12 + (requests ?? 0) * 2) * SHARE;
    const one = (perSecond: number, type: string, subtype: string, verdict: string, seen: string = protocol) =>
      row(counter(perSecond), { ...labels, type, subtype, verdict, protocol: seen });
    return [
      one(packets, 'Trace', 'to-endpoint', 'FORWARDED'),
      one(packets, 'Trace', 'to-stack', 'FORWARDED'),
      one(packets / 2, 'Trace', 'to-overlay', 'FORWARDED'),
      one(connections * SHARE, 'PolicyVerdict', '', requests === undefined ? 'FORWARDED' : 'REDIRECTED'),
      ...(requests === undefined ? [] : [one(requests * SHARE * 2, 'L7', 'HTTP', 'FORWARDED', 'HTTP')]),
    ];
  });

const dnsFlows: Rule = (site) =>
  DNS_CLIENTS.flatMap(({ client, share }) => {
    const labels = { ...flow(site, client, COREDNS), verdict: 'FORWARDED' };
    return [
      row(counter(DNS_QUERIES * share), { ...labels, type: 'L7', subtype: 'DNS', protocol: 'DNS' }),
      row(counter(DNS_QUERIES * share), { ...labels, type: 'Trace', subtype: 'to-endpoint', protocol: 'UDP' }),
    ];
  });

const deniedFlows: Rule = (site) =>
  SOMETIMES_DENIED.flatMap(({ client, server }) => {
    const labels = { ...flow(site, client, server), subtype: '', protocol: 'TCP', verdict: 'DROPPED' };
    return [row(counter(0.03), { ...labels, type: 'Drop' }), row(counter(0.03), { ...labels, type: 'PolicyVerdict' })];
  });

const FLAGS: readonly (readonly [flag: string, perConnection: number, back: boolean])[] = [
  ['SYN', 1.01, false],
  ['SYN-ACK', 1, true],
  ['FIN', 1.9, false],
  ['RST', 0.03, false],
];

const tcpFlags: Rule = (site) =>
  seenOn(site).flatMap(({ client, server, connections }) =>
    FLAGS.map(([flag, perConnection, back]) =>
      row(counter(connections * SHARE * perConnection), {
        ...(back ? flow(site, server, client) : flow(site, client, server)),
        flag,
        family: 'IPv4',
      }),
    ),
  );

const drops: Rule = (site) => [
  ...SOMETIMES_DENIED.map(({ client, server }) =>
    row(counter(0.03), { ...flow(site, client, server), reason: 'POLICY_DENIED', protocol: 'TCP' }),
  ),
  row(counter(0.02), {
    ...flow(site, DENIED.client, DENIED.server),
    reason: 'UNSUPPORTED_L3_PROTOCOL',
    protocol: 'ICMPv6',
  }),
];

const verdicts: Rule = (site) => [
  ...seenOn(site).map(({ client, server, connections, requests, protocol, port }) =>
    row(counter(connections * SHARE), {
      ...flow(site, client, server),
      direction: 'ingress',
      match: 'l3-l4',
      action: requests === undefined ? 'forwarded' : 'redirected',
      protocol: protocol.toLowerCase(),
      destination_port: String(port),
    }),
  ),
  row(counter(0.05), {
    ...flow(site, DENIED.client, DENIED.server),
    direction: 'ingress',
    match: 'none',
    action: 'dropped',
  }),
];

const icmp: Rule = (site) =>
  CONVERSATIONS.slice(0, 3).flatMap(({ client, server }) => [
    row(counter(0.2), { ...flow(site, client, server), family: 'IPv4', type: 'EchoRequest' }),
    row(counter(0.2), { ...flow(site, server, client), family: 'IPv4', type: 'EchoReply' }),
    row(counter(0.01), { ...flow(site, server, client), family: 'IPv4', type: 'DestinationUnreachable(Port)' }),
  ]);

const ports: Rule = (site) => [
  ...seenOn(site).map(({ client, server, protocol, port, connections }) =>
    row(counter(connections * SHARE), { ...flow(site, client, server), protocol, port: String(port) }),
  ),
  ...DNS_CLIENTS.map(({ client, share }) =>
    row(counter(DNS_QUERIES * share), { ...flow(site, client, COREDNS), protocol: 'UDP', port: '53' }),
  ),
];

/** Only drops by policy reach this family unless its `any-drop` option is set. */
const toWorld: Rule = (site) =>
  CONVERSATIONS.filter(({ server }) => server.name === '').map(({ client, server, protocol, port }) =>
    row(counter(0.02), { ...flow(site, client, server), protocol, port: String(port), verdict: 'DROPPED' }),
  );

export const hubbleRules: Readonly<Record<string, Rule>> = {
  hubble_dns_queries_total: dnsQueries,
  hubble_dns_responses_total: dnsResponses,
  hubble_dns_response_types_total: dnsTypes,
  hubble_drop_total: drops,
  hubble_flows_processed_total: (site) => [...flows(site), ...dnsFlows(site), ...deniedFlows(site)],
  hubble_flows_to_world_total: toWorld,
  hubble_http_requests_total: httpRequests,
  hubble_http_responses_total: httpRequests,
  hubble_http_request_duration_seconds: httpDuration,
  hubble_icmp_total: icmp,
  hubble_lost_events_total: () => [],
  hubble_policy_verdicts_total: verdicts,
  hubble_port_distribution_total: ports,
  hubble_tcp_flags_total: tcpFlags,
};
