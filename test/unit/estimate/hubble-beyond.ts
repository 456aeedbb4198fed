import { unitRandom } from '../../../src/scenario/random.ts';
import type { Drawn, Names } from './hubble-agents.ts';

/** Addresses outside that a workload calls, names it asks the DNS for, and what each agent drops by itself. */
export const BEYOND = { resolvers: 2, addresses: 4, answers: 3, outsideNames: 2, searched: 4, noise: 3 } as const;

/** A cluster with traffic that no pair of its workloads makes. */
export interface DrawnBeyond extends Drawn {
  /** Nodes of the pods of the cluster's DNS. */
  readonly resolvers: readonly number[];
  /** Workloads that call out. */
  readonly callers: ReadonlySet<number>;
  /** Pairs that policy forbids. */
  readonly denied: Drawn['pairs'];
}

export function drawBeyond(
  cluster: Drawn,
  seed: number,
  { callers, denied }: { callers: number; denied: number },
): DrawnBeyond {
  const { nodes, workloads } = cluster;
  const at = (what: string, below: number) => Math.floor(unitRandom(seed, what) * below);
  const drawn = (what: string, count: number, below: number) => {
    const chosen = new Set<number>();
    for (let index = 0; chosen.size < count; index++) chosen.add(at(`${what} ${index}`, below));
    return chosen;
  };
  return {
    ...cluster,
    resolvers: Array.from({ length: BEYOND.resolvers }, (_, index) => at(`resolver ${index}`, nodes)),
    callers: drawn('caller', callers, workloads.length),
    denied: [...drawn('denied', denied, workloads.length ** 2)].map(
      (pair) => [Math.floor(pair / workloads.length), pair % workloads.length] as const,
    ),
  };
}

/** What labels say of an end. */
type End = Readonly<Record<Names, string>>;
type Seen = readonly [node: number, own: string, source: End, destination: End];

/** Label sets of a family over all agents, one by one. @param by how the source and the destination are named */
export function countBeyond(
  family: string,
  cluster: DrawnBeyond,
  by: { readonly source: Names; readonly destination: Names },
): number {
  const seen = new Set<string>();
  for (const [node, own, source, destination] of RULES[family]?.(cluster) ?? []) {
    seen.add([node, own, source[by.source], destination[by.destination]].join('|'));
  }
  return seen.size;
}

function podsOf({ workloads }: Drawn, workload: number) {
  return (workloads[workload]?.pods ?? []).map(({ id, node }) => {
    const namespace = `n${workloads[workload]?.namespace}`;
    return { node, end: { nothing: '', namespace, workload: `w${workload}`, pod: id } satisfies End };
  });
}

const NOBODY: End = { nothing: '', namespace: '', workload: '', pod: '' };
const outside = (address: number): End => ({ ...NOBODY, pod: `203.0.113.${address}` });
const resolver = (index: number): End => ({
  ...{ nothing: '', namespace: 'kube-system', workload: 'coredns', pod: `coredns-${index}` },
});

/** Every pod asks every pod of the DNS, through the proxy of its own node, for A and AAAA. */
function queries(cluster: DrawnBeyond, each: (workload: number) => readonly string[], back: boolean): readonly Seen[] {
  return cluster.workloads.flatMap((_, workload) =>
    podsOf(cluster, workload).flatMap(({ node, end }) =>
      cluster.resolvers.flatMap((_, index) =>
        each(workload).flatMap((own) =>
          ['A', 'AAAA'].map((type): Seen => {
            const dns = resolver(index);
            return back ? [node, `${own} ${type}`, dns, end] : [node, `${own} ${type}`, end, dns];
          }),
        ),
      ),
    ),
  );
}

/** Names of the services of a workload's servers, and of hosts outside, each under every search domain. */
function namesOf({ pairs }: Drawn, workload: number): readonly string[] {
  const inside = pairs.flatMap(([client, server]) => (client === workload ? [`service ${server}`] : []));
  const hosts = Array.from({ length: BEYOND.outsideNames }, (_, index) => `host ${workload} ${index}`);
  return [...inside, ...hosts].flatMap((name) => Array.from({ length: BEYOND.searched }, (_, nth) => `${name}.${nth}`));
}

const ANSWERS = Array.from({ length: BEYOND.answers }, (_, nth) => `answer ${nth}`);

const RULES: Readonly<Record<string, (cluster: DrawnBeyond) => readonly Seen[]>> = {
  hubble_dns_queries_total: (cluster) => queries(cluster, () => ['query'], false),
  hubble_dns_responses_total: (cluster) => queries(cluster, () => ANSWERS, true),
  'hubble_dns_queries_total by name': (cluster) => queries(cluster, (workload) => namesOf(cluster, workload), false),
  hubble_flows_to_world_total: (cluster) =>
    [...cluster.callers].flatMap((workload) =>
      podsOf(cluster, workload).flatMap(({ node, end }) =>
        Array.from({ length: BEYOND.addresses }, (_, address): Seen => [node, 'FORWARDED', end, outside(address)]),
      ),
    ),
  hubble_drop_total: (cluster) => [
    ...cluster.denied.flatMap(([client, server]) =>
      podsOf(cluster, client).flatMap((from) =>
        podsOf(cluster, server).map((to): Seen => [to.node, 'POLICY_DENIED', from.end, to.end]),
      ),
    ),
    ...Array.from({ length: cluster.nodes }, (_, node) =>
      Array.from({ length: BEYOND.noise }, (_, nth): Seen => [node, `reason ${nth}`, NOBODY, NOBODY]),
    ).flat(),
  ],
};
