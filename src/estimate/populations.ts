import type { Shape } from './shape.ts';
import type { Variety } from './variety.ts';

/** One side of conversations. */
export interface End {
  readonly workloads: number;
  /** Pods of each workload; of an end outside, addresses. */
  readonly replicas: number;
  readonly namespaces: number;
  /** Workloads these were drawn from, in as many namespaces: some of those may hold none. Left out: these are all. */
  readonly among?: number;
  /** Whether it runs on nodes of the cluster, and so has an agent that reports it. */
  readonly inside: boolean;
}

/** Pairs of a client and a server that do the same kind of thing. */
export interface Population {
  readonly client: End;
  readonly server: End;
  /** Of workloads. */
  readonly pairs: number;
}

export type PopulationName =
  | 'talk'
  | 'http'
  | 'policy'
  | 'denied'
  | 'resets'
  | 'icmp'
  | 'kafka'
  | 'sctp'
  | 'dns'
  | 'outgoing'
  | 'incoming';

/** Who talks with whom in a cluster: pairs at random, workloads of one size, namespaces of one size. */
export function populationsOf(shape: Shape, variety: Variety): Readonly<Record<PopulationName, Population>> {
  const { workloads, namespaces, pods, pairs } = shape;
  const cluster: End = { workloads, replicas: pods / workloads, namespaces, inside: true };
  const outside: End = { workloads: 1, replicas: variety.addresses, namespaces: 1, inside: false };
  const resolver: End = { workloads: 1, replicas: variety.dnsServers, namespaces: 1, inside: true };
  const among = (share: number): Population => ({
    client: cluster,
    server: cluster,
    pairs: Math.min(pairs * share, workloads * workloads),
  });
  const some = (share: number): End => {
    const count = Math.round(workloads * share);
    return { ...cluster, workloads: count, among: workloads };
  };
  const to = (client: End, server: End): Population => ({ client, server, pairs: client.workloads * server.workloads });
  return {
    talk: among(1),
    http: among(variety.http),
    policy: among(variety.policy),
    denied: among(variety.denied),
    resets: among(variety.resets),
    icmp: among(variety.icmp),
    kafka: among(variety.kafka),
    sctp: among(variety.sctp),
    dns: to(some(variety.dns), resolver),
    outgoing: to(some(variety.outgoing), outside),
    incoming: to(outside, some(variety.incoming)),
  };
}
