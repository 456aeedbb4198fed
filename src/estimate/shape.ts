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
 * Completes a shape: the least that is known decides the rest.
 * @param measured what a Prometheus says; what is given goes before it
 * @throws UserError for numbers that contradict each other
 */
export function completeShape(given: Partial<Shape>, measured: Partial<Shape> = {}): KnownShape {
  const origins: Partial<Record<ShapeField, Origin>> = {};
  const shape: Partial<Record<ShapeField, number>> = {};
  const set = (field: ShapeField, derived: number, how: string): number => {
    const known = given[field] ?? measured[field];
    shape[field] = known ?? Math.max(field === 'rollouts' || field === 'pairs' ? 0 : 1, Math.round(derived));
    const kind = given[field] !== undefined ? 'given' : measured[field] !== undefined ? 'measured' : 'derived';
    origins[field] = { kind, how: kind === 'derived' ? how : kind === 'given' ? 'given' : 'counted in Prometheus' };
    return shape[field];
  };
  const known = { ...measured, ...given };
  const nodes = set('nodes', nodesFrom(known), known.pods || known.workloads ? '30 pods each' : 'nobody told');
  const pods = set(
    'pods',
    known.workloads && !known.nodes ? known.workloads * PODS_PER_WORKLOAD : nodes * PODS_PER_NODE,
    known.workloads && !known.nodes ? '4 per workload' : '30 per node',
  );
  const workloads = set('workloads', pods / PODS_PER_WORKLOAD, '4 pods each');
  set('namespaces', workloads / WORKLOADS_PER_NAMESPACE, '8 workloads each');
  set('pairs', Math.min(workloads * SERVERS_PER_WORKLOAD, workloads * (workloads - 1)), 'each workload calls 5 others');
  set('services', workloads, '1 per workload');
  set('rollouts', workloads / DAYS_BETWEEN_ROLLOUTS, 'each workload every 5 days');
  const complete = shape as Shape;
  assertPossible(complete);
  return { shape: complete, origins: origins as Record<ShapeField, Origin> };
}

function nodesFrom({ pods, workloads }: Partial<Shape>): number {
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
