import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import type { Shape } from '../../../src/estimate/shape.ts';
import { completeShape } from '../../../src/estimate/shape.ts';

const count = (max: number) => fc.integer({ min: 1, max });
/** Shapes that can be. */
const possible: fc.Arbitrary<Shape> = fc
  .record({
    nodes: count(500),
    namespaces: count(60),
    more: fc.nat({ max: 300 }),
    replicas: count(20),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    services: count(500),
    rollouts: fc.nat({ max: 500 }),
  })
  .map(({ nodes, namespaces, more, replicas, share, services, rollouts }) => {
    const workloads = namespaces + more;
    const pairs = Math.floor(workloads ** 2 * share);
    return { nodes, pods: workloads * replicas, workloads, namespaces, pairs, services, rollouts };
  });
const FIELDS = ['nodes', 'pods', 'workloads', 'namespaces', 'pairs', 'services', 'rollouts'] as const;
const some = fc.subarray([...FIELDS]);

function only(shape: Shape, fields: readonly (keyof Shape)[]): Partial<Shape> {
  return Object.fromEntries(fields.map((field) => [field, shape[field]]));
}

describe('the shape of a cluster', () => {
  it('is complete and possible whatever part of a possible one is given, and keeps that part', () => {
    fc.assert(
      fc.property(possible, some, (cluster, fields) => {
        const given = only(cluster, fields);
        const { shape, origins } = completeShape(given);
        expect(shape).toMatchObject(given);
        expect(Object.keys(shape).sort()).toEqual([...FIELDS].sort());
        for (const field of FIELDS) expect(origins[field].kind).toBe(fields.includes(field) ? 'given' : 'derived');
        expect(shape.workloads).toBeLessThanOrEqual(shape.pods);
        expect(shape.namespaces).toBeLessThanOrEqual(shape.workloads);
        expect(shape.pairs).toBeLessThanOrEqual(shape.workloads ** 2);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes any counts of a Prometheus, which may not fit each other, beside what is given', () => {
    fc.assert(
      fc.property(possible, some, possible, some, possible, some, (one, given, two, first, three, second) => {
        const measured = { ...only(two, first), ...only(three, second) };
        expect(completeShape(only(one, given), measured).shape).toMatchObject(only(one, given));
      }),
      { numRuns: 1000 },
    );
  });

  it.each<[string, Partial<Shape>, Partial<Shape>]>([
    ['nodes alone: thirty pods each', { nodes: 4 }, { pods: 120, workloads: 30, pairs: 150 }],
    ['many workloads on few nodes: four pods each', { nodes: 3, workloads: 500 }, { pods: 2000 }],
    ['namespaces alone: eight workloads each', { namespaces: 100 }, { workloads: 800, pods: 3200, nodes: 107 }],
    ['pairs alone: five for each workload', { pairs: 10_000 }, { workloads: 2000, pods: 8000 }],
    ['nothing: ten nodes', {}, { nodes: 10, pods: 300, workloads: 75 }],
  ])('follows %s', (_, given, expected) => {
    expect(completeShape(given).shape).toMatchObject(expected);
  });

  it('says that a count was cut to fit', () => {
    const { shape, origins } = completeShape({ pods: 50 }, { workloads: 80 });
    expect(shape.workloads).toBe(50);
    expect(origins.workloads).toEqual({ kind: 'measured', how: 'counted in Prometheus; 50 to fit the others' });
  });

  it.each<[string, Partial<Shape>]>([
    ['more workloads than pods', { workloads: 3, pods: 2 }],
    ['more namespaces than pods', { namespaces: 30, pods: 20 }],
    ['more pairs than workloads have', { workloads: 3, pairs: 10 }],
  ])('refuses %s', (_, given) => {
    expect(() => completeShape(given)).toThrow(UserError);
  });
});
