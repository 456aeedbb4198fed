import type { Json, JsonObject } from '../model/dashboard.ts';

/** What a target can hold. A rule group of a ruler is one object, as is a file of rules or a Kubernetes object. */
export type ResourceKind =
  | 'folder'
  | 'dashboard'
  | 'prometheus-rule'
  | 'configmap'
  | 'vm-rule'
  | 'monitor'
  | 'rule-group'
  | 'rule-file';

/** One thing that is to be there. */
export interface Desired {
  /** `<kind>/<name>`, unique within the target and stable: a dashboard's uid, `namespace/name` of a Kubernetes object. */
  readonly id: string;
  readonly kind: ResourceKind;
  /** What people call it. */
  readonly title: string;
  /** The id of the folder it lies in, where there are folders. */
  readonly parent?: string;
  /** As the target's API takes it. */
  readonly content: JsonObject;
  /** Of the canonical form of `content`: equal means that nothing is to be done. */
  readonly checksum: string;
  /** Why it cannot be published as it is, such as a limit of the target; it is planned as blocked. */
  readonly refused?: string;
}

/** Who answers for a live object, and so whether it may be written. */
export type Owner =
  | { readonly kind: 'ours' }
  /** Nothing says who: somebody made it by hand. */
  | { readonly kind: 'nobody' }
  /** Another tool, a provisioned file, another set of ciliascope. `how` says what to do about it. */
  | {
      readonly kind: 'foreign';
      readonly who: string;
      readonly how: string;
      /** Whether the target can hand it over to us, when asked to with --adopt. */
      readonly adoptable?: boolean;
    };

/** One thing that is there. */
export interface Live {
  readonly id: string;
  readonly kind: ResourceKind;
  readonly title: string;
  readonly parent?: string;
  readonly content: JsonObject;
  readonly checksum: string;
  /** What an optimistic lock compares: a dashboard's version, a resourceVersion. Never ordered, only equal or not. */
  readonly version: string;
  readonly owner: Owner;
  /** Seal of what we last published (`seal`), by the proof found with the object. Absent: there is none. */
  readonly published?: string;
  /** The last change: who, and when in RFC 3339. */
  readonly changedBy?: string;
  readonly changedAt?: string;
  /** Of a folder: how many things are in it and below it, whoever's. */
  readonly holds?: number;
  /** Parts that another writer holds against us, in words: `.spec.groups[name="x"].rules is kept by "helm"`. */
  readonly heldByOthers?: readonly string[];
}

/** How a canonical form is made, by kind: a pure function of the content. */
export type Canonical = (content: JsonObject) => Json;
