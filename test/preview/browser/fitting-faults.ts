/** The incident that a board is there for. */
export interface FittingFault {
  /** Of `src/scenario/faults`. */
  readonly fault: string;
  /** What the board says about it, for the reader of the gallery. */
  readonly shows: string;
}

/** Board -> the fault of the synthetic cluster in which its first row must turn. */
export const fittingFaults: Readonly<Record<string, FittingFault>> = {
  'slo-overview': {
    fault: 'drops',
    shows: 'Both objectives of packet loss have spent their month, and the table names the node that burns it.',
  },
  'slo-budget': {
    fault: 'drops',
    shows: 'The budget of packet loss is gone within half an hour; the charts show which alert fires when.',
  },
  'incident-drops': {
    fault: 'drops',
    shows: 'The worst node loses far more than the cluster: one node, dozens of reasons that are new this hour.',
  },
  'incident-policy': {
    fault: 'policy-denied',
    shows: 'One pair of workloads is denied thousands of times in five minutes; the table has the command to run next.',
  },
  'incident-dns': {
    fault: 'dns-errors',
    shows: 'Every client and every node sees it, so that it is the server and not the way to it.',
  },
  'incident-http': {
    fault: 'http-errors',
    shows: 'Clients see no more errors than servers send: it is the workloads, not the way to them.',
  },
  'incident-nodes': {
    fault: 'agent-failing',
    shows: 'The first line of the table is the node, with the command to run there.',
  },
  'incident-capacity': {
    fault: 'map-full',
    shows: 'New connections find no room; the table names the node and its full maps.',
  },
  'cilium-fleet': {
    fault: 'drops',
    shows: 'The cluster that loses packets turns, in the tile and in the table.',
  },
  'cilium-features': {
    fault: 'mixed-configuration',
    shows: 'A feature and two modes are on for some nodes only, in orange where the tables list them.',
  },
  'cilium-agent': {
    fault: 'agent-failing',
    shows: 'Controllers, endpoints, policy and peers of one node fail at the same minute.',
  },
  'cilium-datapath': {
    fault: 'map-full',
    shows: 'What is lost is lost for want of room: capacity drops begin when the maps fill.',
  },
  'cilium-operator': {
    fault: 'operator-failing',
    shows: 'Garbage is no longer collected, and pods and services go without.',
  },
  'cilium-envoy': {
    fault: 'envoy-failing',
    shows:
      'Services send more errors than clients get: it is not the proxy that makes them. One Envoy has lost its agent.',
  },
  'cilium-clustermesh': {
    fault: 'connections-lost',
    shows: 'No agent knows the remote cluster any more, and KVStoreMesh does not either.',
  },
  'cilium-bgp': {
    fault: 'connections-lost',
    shows: 'One session of one node is down, in the first line of the table.',
  },
  'cilium-encryption': {
    fault: 'connections-lost',
    shows: 'One node has another number of keys than the rest and refuses what they send.',
  },
  'cilium-egress-gateway': {
    fault: 'connections-lost',
    shows: 'Packets find no gateway or no address there; the table names the workload.',
  },
  'hubble-overview': {
    fault: 'drops',
    shows: 'Packets are lost while names and requests still work, and Hubble itself loses nothing.',
  },
  'hubble-drops': {
    fault: 'drops',
    shows: 'Nobody intended it: losses rise, denials by policy do not.',
  },
  'hubble-dns': {
    fault: 'dns-errors',
    shows: 'Errors and unanswered queries begin at the same minute for every client.',
  },
  'hubble-http': {
    fault: 'http-errors',
    shows: 'Every workload answers 5xx, and those that answer take seconds.',
  },
  'hubble-tcp': {
    fault: 'tcp-resets',
    shows: 'Attempts go up and answers do not; resets come from every server.',
  },
  'hubble-pipeline': {
    fault: 'hubble-lost',
    shows: 'One node loses events at each place they pass.',
  },
};

/** @throws when a board has none: every board is there for some incident */
export function fittingFaultOf(uid: string): FittingFault {
  const fitting = fittingFaults[uid];
  if (fitting === undefined) throw new Error(`board ${uid} has no fitting fault: name one in fitting-faults.ts`);
  return fitting;
}
