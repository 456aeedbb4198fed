import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../../src/estimate/estimate.ts';
import { DEFAULT_VARIETY } from '../../../src/estimate/variety.ts';
import { parseHubbleMetrics } from '../../../src/settings/hubble-metrics.ts';
import type { DrawnShape, Names } from './hubble-agents.ts';
import { draw } from './hubble-agents.ts';
import { BEYOND, countBeyond, drawBeyond } from './hubble-beyond.ts';

const CALLERS = 0.25;
const DENIED = 0.4;
const VARIETY = {
  ...DEFAULT_VARIETY,
  ...{ dnsServers: BEYOND.resolvers, dnsAnswers: BEYOND.answers, dnsOutside: BEYOND.outsideNames },
  ...{ dnsSearch: BEYOND.searched, addresses: BEYOND.addresses, dropNoise: BEYOND.noise },
  ...{ outgoing: CALLERS, denied: DENIED },
};

/** Labels that name an end so. Addresses are the only ones that tell an end outside. */
const LABELS: Readonly<Record<Names, (side: string) => readonly string[]>> = {
  nothing: () => [],
  namespace: (side) => [`${side}_namespace`],
  workload: (side) => [`${side}_namespace`, `${side}_workload`],
  pod: (side) => [`${side}_ip`],
};

const names = fc.constantFrom<Names>('nothing', 'namespace', 'workload', 'pod');
/** Clusters with at least four pods a node, as for pairs. */
const shape: fc.Arbitrary<DrawnShape> = fc
  .record({
    workloads: fc.integer({ min: 12, max: 40 }),
    replicas: fc.integer({ min: 1, max: 8 }),
    namespaces: fc.integer({ min: 1, max: 8 }),
    density: fc.integer({ min: 1, max: 5 }),
    crowd: fc.integer({ min: 4, max: 40 }),
  })
  .map(({ density, crowd, ...rest }) => ({
    ...rest,
    nodes: Math.max(1, Math.floor((rest.workloads * rest.replicas) / crowd)),
    pairs: rest.workloads * density,
  }));

function estimated(family: string, { replicas, ...shape }: DrawnShape, text: string): number {
  const { metrics, faults } = parseHubbleMetrics([text]);
  expect(faults).toEqual([]);
  const { handlers } = estimate(metrics, {
    shape: { ...shape, pods: shape.workloads * replicas, services: shape.workloads, rollouts: 0 },
    ...{ variety: VARIETY, minor: '1.20', interval: 30, days: 1 },
  });
  const found = handlers.flatMap((handler) => handler.families).find(({ name }) => name === family);
  if (!found) throw new Error(`${family} is not estimated`);
  return found.series / found.perLabelSet;
}

describe('the estimate of traffic that no pair of workloads makes, against agents that are counted one by one', () => {
  it.each([
    ['hubble_dns_queries_total', 'dns'],
    ['hubble_dns_responses_total', 'dns'],
    ['hubble_dns_queries_total by name', 'dns:query'],
    ['hubble_flows_to_world_total', 'flows-to-world'],
    ['hubble_drop_total', 'drop'],
  ])('agrees within 15 %, or ten label sets, for %s', (rule, handler) => {
    fc.assert(
      fc.property(shape, names, names, fc.nat(), (size, source, destination, seed) => {
        const sizes = { callers: Math.round(size.workloads * CALLERS), denied: Math.round(size.pairs * DENIED) };
        const draws = Math.min(100, Math.max(5, Math.ceil(20_000 / (size.pairs * size.replicas ** 2))));
        const counts = Array.from({ length: draws }, (_, index) =>
          countBeyond(rule, drawBeyond(draw(size, seed + index), seed + index, sizes), { source, destination }),
        );
        const mean = counts.reduce((sum, count) => sum + count, 0) / draws;
        const labels = [...LABELS[source]('source'), ...LABELS[destination]('destination')];
        const context = labels.length > 0 ? `labelsContext=${labels.join(',')}` : '';
        const text =
          context === '' ? handler : handler.includes(':') ? `${handler};${context}` : `${handler}:${context}`;
        const said = estimated(rule.split(' ')[0] ?? '', size, text);
        if (Math.abs(said - mean) > Math.max(0.15 * mean, 10))
          throw new Error(`${text} on ${JSON.stringify(size)}, seed ${seed}: ${said}, counted ${mean}`);
      }),
      { numRuns: 60 },
    );
  });
});
