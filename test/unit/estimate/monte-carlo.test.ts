import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../../src/estimate/estimate.ts';
import type { Variety } from '../../../src/estimate/variety.ts';
import { DEFAULT_VARIETY } from '../../../src/estimate/variety.ts';
import { parseHubbleMetrics } from '../../../src/settings/hubble-metrics.ts';
import type { DrawnShape, Labelling, Names } from './hubble-agents.ts';
import { countByHand, draw, PORTS } from './hubble-agents.ts';

/** Only conversations between workloads: the drawn cluster has no DNS, no outside, and nothing that is denied. */
const VARIETY: Variety = { ...DEFAULT_VARIETY, dns: 0, outgoing: 0, incoming: 0, denied: 0, icmp: 1, ports: PORTS };

const HANDLERS: Readonly<Record<string, string>> = {
  hubble_tcp_flags_total: 'tcp',
  hubble_flows_processed_total: 'flow',
  hubble_http_requests_total: 'httpV2',
  hubble_http_request_duration_seconds: 'httpV2',
  hubble_policy_verdicts_total: 'policy',
  hubble_icmp_total: 'icmp',
  hubble_port_distribution_total: 'port-distribution',
};

/** The labels that name an end so, in each of the spellings. */
const SPELLINGS: Readonly<Record<Names, (side: string) => readonly string[]>> = {
  nothing: () => [''],
  namespace: (side) => [`labelsContext=${side}_namespace`, `${side}Context=namespace`],
  workload: (side) => [`labelsContext=${side}_namespace,${side}_workload`, `${side}Context=workload|ip`],
  pod: (side) => [`labelsContext=${side}_ip`, `${side}Context=pod|dns`],
};

function textFor(handler: string, { source, destination, direction }: Labelling, spelling: number): string {
  const options = [['source', source] as const, ['destination', destination] as const].map(
    ([side, names]) => SPELLINGS[names](side)[names === 'nothing' ? 0 : spelling] ?? '',
  );
  const lists = [
    ...options.filter((option) => option.startsWith('labels')).map((option) => option.slice(14)),
    ...(direction ? ['traffic_direction'] : []),
  ];
  const all = [
    ...options.filter((option) => option !== '' && !option.startsWith('labels')),
    ...(lists.length > 0 ? [`labelsContext=${lists.join(',')}`] : []),
  ];
  return all.length > 0 ? `${handler}:${all.join(';')}` : handler;
}

function estimated(family: string, shape: DrawnShape, text: string): number {
  const { metrics, faults } = parseHubbleMetrics([text]);
  expect(faults).toEqual([]);
  const { nodes, workloads, namespaces, pairs, replicas } = shape;
  const { handlers } = estimate(metrics, {
    shape: { nodes, workloads, namespaces, pairs, pods: workloads * replicas, services: workloads, rollouts: 0 },
    variety: VARIETY,
    minor: '1.20',
    interval: 30,
    days: 1,
  });
  const found = handlers.flatMap((handler) => handler.families).find(({ name }) => name === family);
  if (!found) throw new Error(`${family} is not estimated`);
  return found.series / found.perLabelSet;
}

/** Where label sets are few, a share says little. */
const FEW = 10;

const names = fc.constantFrom<Names>('nothing', 'namespace', 'workload', 'pod');
const labelling = fc.record({ source: names, destination: names, direction: fc.boolean() });
/** Clusters with at least four pods a node. Where most nodes are empty, what one hosts is too little to be independent. */
const shape = fc
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

describe('the estimate against agents that are counted one by one', () => {
  it.each(Object.keys(HANDLERS))(
    'agrees within 15 %, or ten label sets, for %s, whatever the shape and the labels',
    (family) => {
      fc.assert(
        fc.property(shape, labelling, fc.integer({ min: 0, max: 1 }), fc.nat(), (size, by, spelling, seed) => {
          // a small cluster differs much from draw to draw
          const draws = Math.min(300, Math.max(5, Math.ceil(20_000 / (size.pairs * size.replicas ** 2))));
          const drawn = Array.from({ length: draws }, (_, index) => countByHand(family, draw(size, seed + index), by));
          const mean = drawn.reduce((sum, count) => sum + count, 0) / drawn.length;
          const text = textFor(HANDLERS[family] ?? '', by, spelling);
          const said = estimated(family, size, text);
          if (Math.abs(said - mean) > Math.max(0.15 * mean, FEW))
            throw new Error(`${text} on ${JSON.stringify(size)}, seed ${seed}: ${said}, counted ${mean}`);
        }),
        { numRuns: 60 },
      );
    },
  );

  it('would notice a product of nodes instead of balls into bins', () => {
    const size = { nodes: 40, workloads: 20, replicas: 3, namespaces: 4, pairs: 60 };
    const text = textFor('tcp', { source: 'workload', destination: 'workload', direction: false }, 0);
    const wild = size.pairs * size.nodes * 6;
    expect(estimated('hubble_tcp_flags_total', size, text)).toBeLessThan(wild / 5);
  });
});
