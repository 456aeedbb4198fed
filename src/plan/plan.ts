import type { Desired, Live, ResourceKind } from './resource.ts';

/** What a plan says of one object. Only create, update, move and delete are ever written. */
export type State =
  | 'create'
  | 'update'
  | 'move'
  | 'unchanged'
  /** Differs from what we published: someone edited it. */
  | 'drifted'
  /** Not ours to write: made by hand, by another tool, from a file. */
  | 'conflict'
  | 'delete'
  /** Cannot be done as things are, such as in a folder that cannot be made. */
  | 'blocked';

export type Operation = 'create' | 'update' | 'move' | 'delete';

/** One difference of meaning, in words; what `Change` says for reviews is more than a plan needs. */
export interface PlannedChange {
  readonly subject: string;
  readonly text: string;
}

export interface PlanItem {
  readonly id: string;
  readonly kind: ResourceKind;
  readonly title: string;
  readonly state: State;
  /** What publishing does to it; absent: nothing. */
  readonly operation?: Operation;
  /** Why it is in this state, where the state alone does not say. */
  readonly reason?: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly changes: readonly PlannedChange[];
  /** Of what is to be there. */
  readonly checksum?: string;
  /** Version and checksum of what was there when the plan was made: what the plan is bound to. */
  readonly version?: string;
  readonly liveChecksum?: string;
}

/** What a server said of itself; what a plan is bound to. */
export interface TargetFacts {
  readonly kind: 'grafana' | 'kubernetes' | 'ruler' | 'rule-files';
  /** For people: `Grafana 12.4.0 at https://grafana.example.org, organisation "Main Org."`. Nothing secret. */
  readonly server: string;
  /** Tells this target from every other: address, organisation, namespace, set. Nothing secret. */
  readonly fingerprint: string;
  readonly warnings: readonly string[];
}

export interface Plan {
  readonly target: string;
  readonly facts: TargetFacts;
  readonly set: string;
  readonly items: readonly PlanItem[];
}

/** What to write, with everything needed to do so. */
export interface Action {
  readonly operation: Operation;
  readonly item: PlanItem;
  readonly desired?: Desired;
  readonly live?: Live;
  /** For histories: names the commit and the plan. */
  readonly message: string;
  /** Whether an owner other than us is to be replaced; asked for with --adopt. */
  readonly adopt: boolean;
}

/** What the user allows beyond the ordinary. */
export interface Consent {
  readonly overwriteDrift: boolean;
  readonly adopt: boolean;
  readonly prune: boolean;
}
