import { UserError } from '../errors.ts';

/** What Hubble metrics multiply with. Workloads are told apart by namespace and name, as Hubble's labels do. */
export interface Shape {
  readonly nodes: number;
  /** Pods with a network of their own; pods of the host's network are one identity to Hubble. */
  readonly pods: number;
  readonly workloads: number;
  readonly namespaces: number;
  /** Ordered pairs of workloads, client and server, that talk. */
  readonly pairs: number;
  readonly services: number;
  /** Workloads whose pods are all replaced, per day. */
  readonly rollouts: number;
}

export type ShapeField = keyof Shape;

/** Where a number comes from: the command line, a Prometheus, or a rule of thumb. */
export interface Origin {
  readonly kind: 'given' | 'measured' | 'derived';
  /** The rule of thumb, or what was measured. */
  readonly how: string;
}

export interface KnownShape {
  readonly shape: Shape;
  readonly origins: Readonly<Record<ShapeField, Origin>>;
}

export const SHAPE_FIELDS: readonly ShapeField[] = [
  'nodes',
  'pods',
  'workloads',
  'namespaces',
  'pairs',
  'services',
  'rollouts',
];

/** Our own rules of thumb, for what nobody told: a mid-sized cluster. None of them has a public measurement. */
const PODS_PER_NODE = 30;
const PODS_PER_WORKLOAD = 4;
const WORKLOADS_PER_NAMESPACE = 8;
const SERVERS_PER_WORKLOAD = 5;
const DAYS_BETWEEN_ROLLOUTS = 5;
const NODES = 10;

/**
 * Completes a shape: the least that is known decides the rest. What is given stands; what is measured or derived gives way
 * to it, for a Prometheus still counts workloads whose pods are gone, and a rule of thumb is only one.
 * @param measured what a Prometheus says; what is given goes before it
 * @throws UserError for given numbers that contradict each other
 */
export function completeShape(given: Partial<Shape>, measured: Partial<Shape> = {}): KnownShape {
  const origins: Partial<Record<ShapeField, Origin>> = {};
  const shape: Partial<Record<ShapeField, number>> = {};
  const set = (field: ShapeField, derived: number, how: string, { least = 1, most = Number.MAX_VALUE } = {}) => {
    const kind = given[field] !== undefined ? 'given' : measured[field] !== undefined ? 'measured' : 'derived';
    const said = given[field] ?? measured[field] ?? Math.round(derived);
    const value = kind === 'given' ? said : Math.min(most, Math.max(least, said));
    const words = { given: 'given', measured: 'counted in Prometheus', derived: how }[kind];
    shape[field] = value;
    origins[field] = { kind, how: value === said || said === 0 ? words : `${words}; ${value} to fit the others` };
    return value;
  };
  const known = { ...measured, ...given };
  const told = known.workloads ?? workloadsFrom(known);
  const least = Math.max(1, given.namespaces ?? 0, Math.ceil(Math.sqrt(given.pairs ?? 0)));
  const nodes = set('nodes', nodesFrom(known.pods, told), known.pods || told ? '30 pods each' : 'nobody told');
  const perWorkload = told !== undefined && (!known.nodes || nodes * PODS_PER_NODE < told);
  const pods = set(
    'pods',
    perWorkload ? told * PODS_PER_WORKLOAD : nodes * PODS_PER_NODE,
    perWorkload ? '4 per workload' : '30 per node',
    { least: Math.max(least, known.workloads ?? 0) },
  );
  const fromPods = known.pods !== undefined || known.nodes !== undefined || told === undefined;
  const workloads = set('workloads', fromPods ? pods / PODS_PER_WORKLOAD : told, fromPods ? '4 pods each' : TOLD, {
    least,
    most: Math.max(least, pods),
  });
  set('namespaces', workloads / WORKLOADS_PER_NAMESPACE, '8 workloads each', { most: workloads });
  const callable = Math.min(workloads * SERVERS_PER_WORKLOAD, workloads * (workloads - 1));
  set('pairs', callable, 'each workload calls 5 others', { least: 0, most: workloads ** 2 });
  set('services', workloads, '1 per workload');
  set('rollouts', workloads / DAYS_BETWEEN_ROLLOUTS, 'each workload every 5 days', { least: 0 });
  const complete = shape as Shape;
  assertPossible(complete);
  return { shape: complete, origins: origins as Record<ShapeField, Origin> };
}

const TOLD = '8 per namespace, or 5 pairs each';

/** Where nobody told how large the cluster is, but how many namespaces or pairs it has. */
function workloadsFrom({ nodes, pods, namespaces, pairs }: Partial<Shape>): number | undefined {
  if (nodes !== undefined || pods !== undefined || (namespaces === undefined && !pairs)) return undefined;
  return Math.max((namespaces ?? 0) * WORKLOADS_PER_NAMESPACE, Math.round((pairs ?? 0) / SERVERS_PER_WORKLOAD), 1);
}

function nodesFrom(pods: number | undefined, workloads: number | undefined): number {
  const all = pods ?? (workloads === undefined ? undefined : workloads * PODS_PER_WORKLOAD);
  return all === undefined ? NODES : Math.ceil(all / PODS_PER_NODE);
}

function assertPossible({ pods, workloads, namespaces, pairs }: Shape): void {
  if (workloads > pods) {
    throw new UserError(`${workloads} workloads cannot have ${pods} pods`, ['every workload has at least one pod']);
  }
  if (namespaces > workloads) {
    throw new UserError(`${namespaces} namespaces, but ${workloads} workloads`, [
      'count only namespaces that hold workloads: --namespaces',
    ]);
  }
  if (pairs > workloads * workloads) {
    throw new UserError(`${workloads} workloads cannot be ${pairs} pairs: at most ${workloads * workloads}`, [
      '--pairs counts pairs of workloads, not of pods or addresses',
    ]);
  }
}
