import type { Contexts, Direction, Grain, SideLabels } from './contexts.ts';
import type { Group } from './occupancy.ts';
import { binomial, seenByAgent, shareOfNodes } from './occupancy.ts';
import type { End, Population } from './populations.ts';
import type { Sighting } from './sightings.ts';

/** Label sets over all agents that one kind of flow makes, and what becomes of them when pods are replaced. */
export interface LabelSets {
  readonly count: number;
  /** Sides of the label set that name a single pod. */
  readonly podSides: number;
  /** Of those, sides whose pods the agent forgets. */
  readonly cleanedSides: number;
}

export interface Counting {
  readonly nodes: number;
  readonly contexts: Contexts;
  /** Share of pairs whose replies are reported. */
  readonly replies: number;
  /** Generations of pods that a workload has had while its agents ran; 1 is without rollouts. */
  readonly generations: number;
}

/** A part of a sighting in which labels have one meaning. */
interface Part {
  readonly source: End;
  readonly destination: End;
  readonly pairs: number;
  readonly at: Exclude<Sighting['at'], 'server'>;
  readonly direction: Direction;
}

/**
 * Expected label sets, summed over agents: (values of the family's own labels) x (groups of sources) x (groups of
 * destinations) x nodes x (how likely a node has one). Label sets that do not name the ends at all are the same for
 * every kind of flow, so kinds with the same words are counted once for each agent.
 */
export function labelSetsOf(
  sightings: readonly Sighting[],
  populations: Readonly<Record<string, Population>>,
  counting: Counting,
): ReadonlyMap<Sighting, LabelSets> {
  const alike = new Map<string, number>();
  return new Map(
    sightings.map((sighting) => {
      const population = populations[sighting.of];
      if (!population) return [sighting, { count: counting.nodes * sighting.each, podSides: 0, cleanedSides: 0 }];
      let count = 0;
      const ends = { podSides: 0, cleanedSides: 0 };
      for (const [part, ...others] of coinciding(partsOf(sighting, population, counting), population, counting)) {
        const labels = counting.contexts.sides[part.direction];
        const named = podsNamed(part, labels);
        if (named.podSides > ends.podSides) Object.assign(ends, named);
        const { kinds, groups } = others.reduce(
          (all, other) => together(all, countPart(other, sighting, labels, counting)),
          countPart(part, sighting, labels, counting),
        );
        const nameless = isNameless(part.source, labels.source) && isNameless(part.destination, labels.destination);
        for (const { count: number, seen } of groups) {
          if (!nameless) count += kinds * number * counting.nodes * seen;
          else {
            const key = `${sighting.what} ${counting.contexts.directed ? part.direction : ''}`;
            const before = alike.get(key) ?? 0;
            const after = oneOf(before, seen);
            alike.set(key, after);
            count += kinds * counting.nodes * (after - before);
          }
        }
      }
      return [sighting, { count, ...ends }];
    }),
  );
}

/** Parts that can make the very same label set: both ways of a conversation among the same workloads. */
function coinciding(
  parts: readonly Part[],
  { client, server }: Population,
  { contexts }: Counting,
): readonly (readonly [Part, ...Part[]])[] {
  if (client !== server) return parts.map((part) => [part]);
  const groups = Map.groupBy(parts, ({ direction }) => (contexts.directed ? direction : ''));
  return [...groups.values()] as unknown as readonly (readonly [Part, ...Part[]])[];
}

type Counted = ReturnType<typeof countPart>;

/** Groups of both parts are the same, in the same order: their ends are. */
function together(one: Counted, other: Counted): Counted {
  const groups = one.groups.map(({ count, seen }, index) => ({
    count,
    seen: oneOf(seen, other.groups[index]?.seen ?? 0),
  }));
  return { kinds: one.kinds, groups };
}

/** How likely at least one of two is there; they are taken to be independent. */
function oneOf(a: number, b: number): number {
  return 1 - (1 - a) * (1 - b);
}

/** Where labels tell the client's agent from the server's, each end is a part; so are requests and replies. */
function partsOf(sighting: Sighting, { client, server, pairs }: Population, counting: Counting): readonly Part[] {
  const { contexts, replies } = counting;
  const request = { source: client, destination: server, pairs };
  const reply = { source: server, destination: client, pairs: pairs * replies };
  const answer = { ...reply, pairs };
  if (sighting.at === 'server') {
    return [
      { ...request, at: 'destination', direction: 'ingress' },
      { ...reply, at: 'source', direction: 'ingress' },
    ];
  }
  if (sighting.way === 'any' && client === server && !contexts.directed) {
    // a pair that also calls back makes one label set for both ways
    const all = client.workloads * server.workloads;
    return [
      { ...request, pairs: pairs + reply.pairs - (pairs * reply.pairs) / all, at: sighting.at, direction: 'egress' },
    ];
  }
  const ways = sighting.way === 'any' ? [request, reply] : [sighting.way === 'request' ? request : answer];
  return ways.flatMap((way): readonly Part[] => {
    const sourceIs: Direction = way === request ? 'egress' : 'ingress';
    const destinationIs: Direction = way === request ? 'ingress' : 'egress';
    if (sighting.at === 'source') return [{ ...way, at: 'source', direction: sourceIs }];
    if (sighting.at === 'destination') return [{ ...way, at: 'destination', direction: destinationIs }];
    if (!contexts.directed) return [{ ...way, at: 'either', direction: sourceIs }];
    return [
      { ...way, at: 'source', direction: sourceIs },
      { ...way, at: 'destination', direction: destinationIs },
    ];
  });
}

/** Groups of one size on either side, with how likely an agent has the label set of two of them. */
function countPart(
  { source, destination, pairs, at }: Part,
  { each, all: kindsOfAll, ofDestination }: Sighting,
  labels: Readonly<Record<'source' | 'destination', SideLabels>>,
  { nodes, generations }: Counting,
) {
  // values that every pair makes are only a factor; others leave fewer pairs, or fewer servers, for each value
  const share = kindsOfAll === undefined ? 1 : Math.min(1, each / kindsOfAll);
  const kinds = kindsOfAll ?? each;
  const possible = source.workloads * destination.workloads;
  const having = Math.min(possible, ofDestination ? pairs : pairs * share);
  const from = groupsOf(source, grainOf(source, labels.source), nodes, generations);
  const to = groupsOf(destination, grainOf(destination, labels.destination), nodes, generations);
  const groups = from.flatMap((one) =>
    to.map((other) => {
      const seenWith = (workloads: number) =>
        seenByAgent(one.group, { ...other.group, workloads }, at, having, possible);
      const size = other.group.workloads;
      const seen = ofDestination && share < 1 ? overSizes(size, share, seenWith) : seenWith(size);
      return { count: one.count * other.count, seen };
    }),
  );
  return { kinds, groups };
}

/** Mean over how many of some workloads have a value that each has with a likelihood of its own. */
function overSizes(size: number, likely: number, of: (workloads: number) => number): number {
  return sizesOf(size, likely).reduce((mean, [count, weight]) => mean + weight * of(count), 0);
}

/** How many of some workloads are chosen, none left out, with how likely that is. Many are about as many as expected. */
function sizesOf(size: number, likely: number): readonly (readonly [number, number])[] {
  if (size * likely > 50) return [[Math.round(size * likely), 1]];
  return binomial(size, likely).filter(([count]) => count > 0);
}

function grainOf(end: End, { inside, outside }: SideLabels): Grain {
  return end.inside ? inside : outside;
}

function isNameless(end: End, labels: SideLabels): boolean {
  return grainOf(end, labels) === 'none';
}

interface Groups {
  readonly count: number;
  readonly group: Group;
}

/** Groups of workloads or pods that share label values: how many of each size. */
function groupsOf(end: End, grain: Grain, nodes: number, generations: number): readonly Groups[] {
  const { workloads, replicas, namespaces, inside } = end;
  if (workloads === 0) return [];
  if (!inside) return [{ count: grain === 'pod' ? replicas : 1, group: { workloads, hosted: 0 } }];
  const hosted = shareOfNodes(grain === 'pod' ? 1 : replicas * generations, nodes);
  if (grain === 'none') return [{ count: 1, group: { workloads, hosted } }];
  if (grain === 'workload') return [{ count: workloads, group: { workloads: 1, hosted } }];
  if (grain === 'pod') return [{ count: workloads * replicas, group: { workloads: 1, hosted } }];
  const all = end.among ?? workloads;
  const size = Math.floor(all / namespaces);
  const larger = all - size * namespaces;
  return [
    { of: size, namespaces: namespaces - larger },
    { of: size + 1, namespaces: larger },
  ].flatMap((one) =>
    one.namespaces <= 0
      ? []
      : sizesOf(one.of, workloads / all).map(([count, likely]) => ({
          count: one.namespaces * likely,
          group: { workloads: count, hosted },
        })),
  );
}

function podsNamed({ source, destination }: Part, labels: Readonly<Record<'source' | 'destination', SideLabels>>) {
  const sides = [
    { end: source, side: labels.source },
    { end: destination, side: labels.destination },
  ].filter(({ end, side }) => end.inside && side.inside === 'pod');
  return { podSides: sides.length, cleanedSides: sides.filter(({ side }) => side.cleaned).length };
}
