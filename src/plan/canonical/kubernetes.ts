import type { Json, JsonObject } from '../../model/dashboard.ts';

/** The field manager of everything we apply. One name for ever: it is who owns the fields. */
export const FIELD_MANAGER = 'ciliascope';
/** Holds the checksum of what we last published. */
export const CHECKSUM = 'ciliascope.io/checksum';

/** Annotations that tools write about an object, not into it. The operator's webhook adds the first. */
const ABOUT = ['prometheus-operator-validated', 'kubectl.kubernetes.io/last-applied-configuration', CHECKSUM];

type Strings = Readonly<Record<string, string>>;

export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Strings;
    readonly annotations?: Strings;
    readonly resourceVersion?: string;
    readonly uid?: string;
    readonly managedFields?: readonly ManagedFields[];
    readonly ownerReferences?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly controller?: boolean;
    }[];
  };
}

export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly subresource?: string;
  readonly time?: string;
  readonly apiVersion?: string;
  readonly fieldsType?: string;
  readonly fieldsV1?: JsonObject;
}

/**
 * What an object says that is ours to say: its content whole, and of labels and annotations those that we own, if we
 * own any fields; others may add their own. Status, versions and managed fields say nothing.
 */
export function canonicalObject(object: JsonObject): Json {
  const { metadata, status: _, ...content } = object;
  const {
    name,
    namespace,
    labels = {},
    annotations = {},
    managedFields,
  } = metadata as unknown as KubernetesObject['metadata'];
  const ours = managedFields?.find(
    ({ manager, operation }) => manager === FIELD_MANAGER && operation === 'Apply',
  )?.fieldsV1;
  const owned = (field: string, values: Strings) => {
    const keys = ours && keysBelow(ours, 'f:metadata', `f:${field}`);
    return Object.fromEntries(
      Object.entries(values).filter(([key]) => !ABOUT.includes(key) && (!keys || keys.includes(`f:${key}`))),
    );
  };
  return {
    ...content,
    metadata: { name, namespace, labels: owned('labels', labels), annotations: owned('annotations', annotations) },
  };
}

/** Keys of managed fields below a path of keys. */
export function keysBelow(fields: JsonObject, ...path: readonly string[]): readonly string[] {
  const at = path.reduce<Json | undefined>((value, key) => (value as JsonObject | undefined)?.[key], fields);
  return Object.keys((at ?? {}) as JsonObject);
}
