import dropReasonFile from './data/drop-reasons.json' with { type: 'json' };
import hubbleFile from './data/hubble-handlers.json' with { type: 'json' };
import mapFile from './data/map-names.json' with { type: 'json' };

/**
 * What a drop reason means for the reader, one class each:
 * `policy` someone forbade it; `capacity` a map, port range or rate limit is full; `routing` no way to the destination;
 * `service` load balancing found no backend; `datapath` the program itself failed; `transient` normal for seconds
 * around an upgrade; `noise` packets nobody misses (odd protocols, malformed); `not-a-loss` counted as a drop although
 * the packet was handled; `forward` feeds the forward counters and never appears as a reason.
 */
export type DropClass =
  | 'policy'
  | 'capacity'
  | 'routing'
  | 'service'
  | 'datapath'
  | 'transient'
  | 'noise'
  | 'not-a-loss'
  | 'forward';

/** A reason in both vocabularies: the agent's text and Hubble's enum name. Neither is a transformation of the other. */
export interface DropReason {
  readonly code: number;
  readonly agent: string;
  readonly hubble: string;
  readonly class: DropClass;
  readonly since?: string;
  readonly unused?: boolean;
}

export const dropReasons = dropReasonFile.rows as readonly DropReason[];

/** Classes in which a packet someone wanted was lost, and not by intent. */
export const LOSS_CLASSES = ['capacity', 'routing', 'service', 'datapath', 'transient'] as const satisfies DropClass[];

export const handlers: readonly HubbleHandler[] = hubbleFile.handlers;
export const contextLabels: readonly string[] = hubbleFile.contextLabels;
export const contextOptions: Readonly<Record<string, string>> = hubbleFile.contextOptions;
export const contextValues: readonly string[] = hubbleFile.contextValues;

export interface HubbleHandler {
  readonly name: string;
  readonly options: readonly string[];
  readonly metrics: readonly string[];
  readonly deprecated?: boolean;
}

const unique = (values: readonly string[]) => [...new Set(values)];
const dropped = dropReasons.filter((reason) => reason.class !== 'forward');

/** Shared vocabularies, by the name that `values` in the data files refers to. */
export const vocabularies: Readonly<Record<string, readonly string[]>> = {
  '@agentDropReasons': unique(dropped.map((reason) => reason.agent)),
  '@hubbleDropReasons': unique([...dropped.map((reason) => reason.hubble), 'DROP_REASON_UNKNOWN']),
  '@dnsRcodes': hubbleFile.dnsRcodes,
  '@mapNames': mapFile.rows.map((row) => row.name),
};

/**
 * Histogram layouts that many families share. `default` is client_golang's DefBuckets, `decades` Cilium's powers of
 * ten, `sub-second` that of StateDB and reconcilers, `envoy` Envoy's fixed bounds in milliseconds.
 */
export const layouts: Readonly<Record<string, readonly number[]>> = {
  default: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  decades: [1e-5, 1e-4, 0.001, 0.01, 0.1, 1, 10, 100],
  'sub-second': [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
  envoy: [
    0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300000, 600000, 1800000, 3600000,
  ],
};
