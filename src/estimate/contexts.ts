import { contextOptions } from '../catalog/vocabularies.ts';
import type { HubbleMetric } from '../settings/hubble-metrics.ts';

/** How finely a label tells the ends of a flow apart, the coarsest first. */
export const GRAINS = ['none', 'namespace', 'workload', 'pod'] as const;
export type Grain = (typeof GRAINS)[number];

/** The agent that reports a flow: `egress` is the client's, `ingress` the server's. */
export type Direction = 'egress' | 'ingress';
export type Side = 'source' | 'destination';

/** What the labels of one side of a flow tell. */
export interface SideLabels {
  /** Of a pod of the cluster. */
  readonly inside: Grain;
  /** Of an end outside: `pod` where each address has a value of its own. */
  readonly outside: Grain;
  /** Whether the agent deletes the series about a minute after the pod is gone. */
  readonly cleaned: boolean;
}

export interface Contexts {
  readonly sides: Readonly<Record<Direction, Readonly<Record<Side, SideLabels>>>>;
  /** Whether the two agents give one flow different labels. */
  readonly directed: boolean;
}

/** Grain of a context kind or label, for pods of the cluster. Empty for them: `dns` (names of addresses outside). */
const INSIDE: Readonly<Record<string, Grain>> = {
  namespace: 'namespace',
  workload: 'workload',
  'workload-name': 'workload',
  app: 'workload',
  identity: 'workload',
  // the generated suffix is cut, which leaves about the workload's name
  'pod-short': 'workload',
  'pod-name': 'pod',
  pod: 'pod',
  ip: 'pod',
};

/** The same outside, where there are no pods; `none` is one value for all, which ends a list of alternatives. */
const OUTSIDE: Readonly<Record<string, Grain>> = {
  ip: 'pod',
  dns: 'pod',
  identity: 'none',
  'reserved-identity': 'none',
};

/**
 * What a handler's context options tell of a flow. Alternatives `a|b`: the first that is not empty
 * (pkg/hubble/metrics/api/context.go). Egress and Ingress variants replace the plain option in their direction.
 */
export function contextsOf({ text }: Pick<HubbleMetric, 'text'>): Contexts {
  const options = new Map<string, string>();
  for (const option of text.split(':').slice(1).join(':').split(';').filter(Boolean)) {
    const [key = '', value = ''] = option.split(/=(.*)/s);
    if (key === 'labelsContext' || key in contextOptions) options.set(key, value.trim());
  }
  const labels = (options.get('labelsContext') ?? '').split(',').map((label) => label.trim());
  const sides = { egress: both('Egress', labels, options), ingress: both('Ingress', labels, options) };
  const differs = (['source', 'destination'] as const).some(
    (side) => JSON.stringify(sides.egress[side]) !== JSON.stringify(sides.ingress[side]),
  );
  return { sides, directed: differs || labels.includes('traffic_direction') };
}

function both(direction: string, labels: readonly string[], options: ReadonlyMap<string, string>) {
  const of = (side: Side): SideLabels => {
    const context = (options.get(`${side}${direction}Context`) ?? options.get(`${side}Context`) ?? '')
      .split('|')
      .filter(Boolean);
    const own = labels.flatMap((label) => (label.startsWith(`${side}_`) ? [label.slice(side.length + 1)] : []));
    const firstIn = (grains: Readonly<Record<string, Grain>>) => grains[context.find((kind) => kind in grains) ?? ''];
    return {
      inside: finest([firstIn(INSIDE), ...own.map((label) => INSIDE[label])]),
      outside: finest([firstIn(OUTSIDE), ...own.map((label) => OUTSIDE[label])]),
      cleaned: context.find((kind) => kind in INSIDE) === 'pod' || (own.includes('pod') && own.includes('namespace')),
    };
  };
  return { source: of('source'), destination: of('destination') };
}

function finest(grains: readonly (Grain | undefined)[]): Grain {
  return grains.reduce<Grain>(
    (found, grain) => (grain && GRAINS.indexOf(grain) > GRAINS.indexOf(found) ? grain : found),
    'none',
  );
}
