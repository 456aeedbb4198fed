import { unitRandom } from '../../../src/scenario/random.ts';

/** A cluster with every pod on a node and every pair drawn, for counting label sets one by one. */
export interface Drawn {
  readonly nodes: number;
  readonly workloads: readonly DrawnWorkload[];
  readonly pairs: readonly (readonly [client: number, server: number])[];
}

export interface DrawnWorkload {
  readonly namespace: number;
  readonly pods: readonly { readonly id: string; readonly node: number }[];
  /** The one it listens on. */
  readonly port: number;
}

export interface DrawnShape {
  readonly nodes: number;
  readonly workloads: number;
  readonly replicas: number;
  readonly namespaces: number;
  readonly pairs: number;
}

/** Different ports servers listen on. */
export const PORTS = 5;

/** Draws a cluster. The same seed gives the same cluster. */
export function draw({ nodes, workloads, replicas, namespaces, pairs }: DrawnShape, seed: number): Drawn {
  const at = (what: string, below: number) => Math.floor(unitRandom(seed, what) * below);
  const chosen = new Set<number>();
  for (let index = 0; chosen.size < pairs; index++) chosen.add(at(`pair ${index}`, workloads * workloads));
  return {
    nodes,
    workloads: Array.from({ length: workloads }, (_, w) => ({
      namespace: w % namespaces,
      port: at(`port ${w}`, PORTS),
      pods: Array.from({ length: replicas }, (_, p) => ({ id: `${w}.${p}`, node: at(`pod ${w} ${p}`, nodes) })),
    })),
    pairs: [...chosen].map((pair) => [Math.floor(pair / workloads), pair % workloads] as const),
  };
}

export type Names = 'nothing' | 'namespace' | 'workload' | 'pod';

/** What an agent writes into the labels of a flow. */
export interface Labelling {
  readonly source: Names;
  readonly destination: Names;
  readonly direction: boolean;
}

/**
 * Label sets of one family over all agents: each pod of a client talks with each pod of its servers, and each agent
 * handles the flows its node sees. Written against the handlers' rules, not against the estimate.
 */
export function countByHand(family: string, { workloads, pairs }: Drawn, labelling: Labelling): number {
  const seen = new Set<string>();
  for (const [client, server] of pairs) {
    for (const from of workloads[client]?.pods ?? []) {
      for (const to of workloads[server]?.pods ?? []) {
        const one = { from, to, client, server, nodes: [from.node, to.node] as const };
        for (const values of RULES[family]?.(one.nodes, workloads[server]?.port ?? 0) ?? []) {
          const [source, destination] = values.back
            ? [side(server, to), side(client, from)]
            : [side(client, from), side(server, to)];
          const direction = labelling.direction ? values.direction : '';
          seen.add(
            [
              values.node,
              values.own,
              named(source, labelling.source),
              named(destination, labelling.destination),
              direction,
            ].join('|'),
          );
        }
      }
    }
  }
  return seen.size;

  function side(workload: number, pod: { id: string }) {
    return { namespace: `n${workloads[workload]?.namespace}`, workload: `w${workload}`, pod: pod.id, nothing: '' };
  }

  function named(end: Readonly<Record<Names, string>>, by: Names): string {
    return end[by];
  }
}

interface Values {
  readonly node: number;
  /** The family's own labels. */
  readonly own: string;
  /** From the server to the client. */
  readonly back: boolean;
  readonly direction: 'egress' | 'ingress';
}

/** What a connection between two pods makes the agents of their nodes count. */
const RULES: Readonly<
  Record<string, (nodes: readonly [client: number, server: number], port: number) => readonly Values[]>
> = {
  hubble_tcp_flags_total: (nodes) =>
    [
      ['SYN', false],
      ['SYN-ACK', true],
      ['FIN', false],
      ['FIN', true],
      ['RST', false],
      ['RST', true],
    ].flatMap(([flag, back]) => atBothEnds(nodes, String(flag), back === true)),
  hubble_flows_processed_total: (nodes) => [
    ...[false, true].flatMap((back) =>
      atBothEnds(nodes, '', back).map((one) => {
        const leaves = (one.direction === 'egress') !== back;
        return { ...one, own: leaves ? 'Trace to-stack' : 'Trace to-endpoint' };
      }),
    ),
    { node: nodes[1], own: 'PolicyVerdict', back: false, direction: 'ingress' },
    { node: nodes[1], own: 'L7 HTTP', back: false, direction: 'ingress' },
    { node: nodes[1], own: 'L7 HTTP', back: true, direction: 'ingress' },
  ],
  hubble_http_requests_total: (nodes) =>
    ['200', '500'].map((own) => ({ node: nodes[1], own, back: false, direction: 'ingress' })),
  hubble_http_request_duration_seconds: (nodes) => [{ node: nodes[1], own: 'GET', back: false, direction: 'ingress' }],
  hubble_policy_verdicts_total: (nodes) => [{ node: nodes[1], own: 'l3-l4', back: false, direction: 'ingress' }],
  hubble_port_distribution_total: (nodes, port) => atBothEnds(nodes, String(port), false),
  hubble_icmp_total: (nodes) => [
    ...atBothEnds(nodes, 'EchoRequest', false),
    ...atBothEnds(nodes, 'EchoReply', true),
    ...atBothEnds(nodes, 'Unreachable', true),
  ],
};

function atBothEnds(nodes: readonly [number, number], own: string, back: boolean): readonly Values[] {
  return [
    { node: nodes[0], own, back, direction: 'egress' },
    { node: nodes[1], own, back, direction: 'ingress' },
  ];
}
