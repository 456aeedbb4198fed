import type { PopulationName } from './populations.ts';
import type { Shape } from './shape.ts';
import type { Variety } from './variety.ts';

/** Label sets that one kind of flow makes in a family, without the labels of contexts. */
export interface Sighting {
  /** In words; sightings of a family with equal words have equal values in the family's own labels. */
  readonly what: string;
  readonly of: PopulationName | 'node';
  /** Requests flow from client to server, replies back, and are labelled that way; `any` is both. */
  readonly way: 'request' | 'reply' | 'any';
  /** Whose agent reports it, by the flow's own source and destination; `server` gets requests and sends replies. */
  readonly at: 'source' | 'destination' | 'either' | 'server';
  /** Values of the family's own labels that a pair makes. */
  readonly each: number;
  /** Values there are in the cluster; left out: every pair makes the same. */
  readonly all?: number;
  /** Whether the destination decides them, whoever calls it, as a server does its ports; else each pair has its own. */
  readonly ofDestination?: boolean;
}

export interface SightingContext {
  readonly shape: Shape;
  readonly variety: Variety;
  /** Options of the handler. */
  readonly options: ReadonlySet<string>;
}

/** The end that has a policy: the server's, which gets requests; with two ends both. */
const enforced = (ends: number): Sighting['at'] => (ends > 1 ? 'either' : 'destination');

const http = ({ variety: { httpEnds, methods } }: SightingContext, values: number): readonly Sighting[] => [
  { what: 'reporter server', of: 'http', way: 'request', at: 'destination', each: methods * values },
  ...(httpEnds > 1
    ? [{ what: 'reporter client', of: 'http', way: 'request', at: 'source', each: methods * values } as const]
    : []),
];

/** The DNS proxy is on the node of the client, so that the agent of the DNS server's node sees no DNS in L7. */
function dns(way: 'request' | 'reply', values: number, context: SightingContext): readonly Sighting[] {
  const { shape, variety, options } = context;
  const types = options.has('ignoreAAAA') ? Math.max(1, variety.dnsTypes - 1) : variety.dnsTypes;
  const at = way === 'request' ? 'source' : 'destination';
  const what = way === 'request' ? 'queries' : 'answers';
  if (!options.has('query')) return [{ what, of: 'dns', way, at, each: types * values }];
  // a name gives one answer: one that exists its addresses, one of a search domain none
  const tried = variety.dnsSearch * types;
  const { workloads, services, pairs } = shape;
  const names = (whose: string, each: number, all: number): Sighting => ({
    ...{ what: `${what}, names ${whose}`, of: 'dns', way, at, each: each * tried, all: all * tried },
  });
  // services are asked for by all their clients, hosts outside hardly by two
  return [
    names('inside', pairs / workloads, services),
    names('outside', variety.dnsOutside, workloads * variety.dnsOutside),
  ];
}

const flow: Sightings = ({ variety: { leaving, policyEnds, httpEnds } }) => [
  ...(['talk', 'outgoing', 'incoming'] as const).flatMap((of): Sighting[] => [
    { what: 'TCP leaves', of, way: 'any', at: 'source', each: leaving },
    { what: 'TCP to-endpoint', of, way: 'any', at: 'destination', each: 1 },
  ]),
  { what: 'policy verdict', of: 'policy', way: 'request', at: enforced(policyEnds), each: 1 },
  { what: 'policy verdict', of: 'outgoing', way: 'request', at: 'source', each: 1 },
  { what: 'policy verdict', of: 'incoming', way: 'request', at: 'destination', each: 1 },
  { what: 'HTTP in L7', of: 'http', way: 'any', at: httpEnds > 1 ? 'either' : 'server', each: 1 },
  { what: 'UDP leaves', of: 'dns', way: 'any', at: 'source', each: leaving },
  { what: 'UDP to-endpoint', of: 'dns', way: 'any', at: 'destination', each: 1 },
  { what: 'DNS in L7', of: 'dns', way: 'request', at: 'source', each: 1 },
  { what: 'DNS in L7', of: 'dns', way: 'reply', at: 'destination', each: 1 },
  { what: 'drop and its verdict', of: 'denied', way: 'request', at: enforced(policyEnds), each: 2 },
];

const tcp: Sightings = ({ variety: { families } }) =>
  (['talk', 'outgoing', 'incoming'] as const).flatMap((of): Sighting[] => [
    { what: 'SYN', of, way: 'request', at: 'either', each: families },
    { what: 'SYN-ACK', of, way: 'reply', at: 'either', each: families },
    { what: 'FIN', of, way: 'any', at: 'either', each: families },
    { what: 'RST', of: of === 'talk' ? 'resets' : of, way: 'any', at: 'either', each: families },
  ]);

const ports: Sightings = ({ variety }) => [
  ...(['talk', 'outgoing', 'incoming'] as const).map(
    (of): Sighting => ({
      what: 'server ports',
      of,
      way: 'request',
      at: 'either',
      each: variety.portsEach,
      all: variety.ports,
      ofDestination: of !== 'outgoing',
    }),
  ),
  { what: 'port 53', of: 'dns', way: 'request', at: 'either', each: 1 },
];

const policy: Sightings = ({ variety: { policyEnds, ports: all, portsEach }, options }) => {
  const many = options.has('destination_port') ? { each: portsEach, all } : { each: 1 };
  const listening = { ...many, ofDestination: true };
  return [
    { what: 'ingress', of: 'policy', way: 'request', at: 'destination', ...listening },
    ...(policyEnds > 1 ? [{ what: 'egress', of: 'policy', way: 'request', at: 'source', ...listening } as const] : []),
    { what: 'egress', of: 'outgoing', way: 'request', at: 'source', ...many },
    { what: 'ingress', of: 'incoming', way: 'request', at: 'destination', ...listening },
    { what: 'denied', of: 'denied', way: 'request', at: enforced(policyEnds), ...many },
  ];
};

type Sightings = (context: SightingContext) => readonly Sighting[];

/** Family -> what makes label sets in it. Conditions are those of the handlers (pkg/hubble/metrics/<handler>/handler.go). */
export const SIGHTINGS: Readonly<Record<string, Sightings>> = {
  hubble_http_requests_total: (context) => http(context, context.variety.statuses),
  hubble_http_responses_total: (context) => http(context, context.variety.statuses),
  hubble_http_request_duration_seconds: (context) => http(context, 1),
  hubble_dns_queries_total: (context) => dns('request', 1, context),
  hubble_dns_responses_total: (context) => dns('reply', context.variety.dnsAnswers, context),
  hubble_dns_response_types_total: (context) => dns('reply', 1, context),
  hubble_drop_total: ({ variety: { dropNoise, policyEnds } }) => [
    { what: 'denied by policy', of: 'denied', way: 'request', at: enforced(policyEnds), each: 1 },
    { what: 'other reasons', of: 'node', way: 'request', at: 'source', each: dropNoise },
  ],
  hubble_flows_processed_total: flow,
  hubble_tcp_flags_total: tcp,
  hubble_port_distribution_total: ports,
  hubble_icmp_total: ({ variety: { families, icmpReplies } }) => [
    { what: 'echo request', of: 'icmp', way: 'request', at: 'either', each: families },
    { what: 'echo reply, unreachable', of: 'icmp', way: 'reply', at: 'either', each: families * icmpReplies },
  ],
  hubble_flows_to_world_total: ({ variety: { ports: all, portsEach }, options }) => [
    {
      what: 'forwarded',
      of: 'outgoing',
      way: 'request',
      at: 'source',
      ...(options.has('port') ? { each: portsEach, all } : { each: 1 }),
    },
  ],
  hubble_policy_verdicts_total: policy,
  hubble_kafka_requests_total: ({ variety: { topics } }) => [
    { what: 'reporter server', of: 'kafka', way: 'request', at: 'destination', each: topics },
  ],
  hubble_kafka_request_duration_seconds: ({ variety: { topics } }) => [
    { what: 'reporter server', of: 'kafka', way: 'request', at: 'destination', each: topics },
  ],
  hubble_sctp_chunk_types_total: () => [
    { what: 'INIT, SHUTDOWN', of: 'sctp', way: 'request', at: 'either', each: 2 },
    { what: 'INIT_ACK, SHUTDOWN_ACK', of: 'sctp', way: 'reply', at: 'either', each: 2 },
  ],
};
