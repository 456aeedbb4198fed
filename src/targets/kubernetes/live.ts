import type { JsonObject } from '../../model/dashboard.ts';
import type { KubernetesObject } from '../../plan/canonical/kubernetes.ts';
import { CHECKSUM, canonicalObject, FIELD_MANAGER } from '../../plan/canonical/kubernetes.ts';
import { checksum } from '../../plan/checksum.ts';
import type { Live } from '../../plan/resource.ts';
import { heldByOthers } from './fields.ts';
import { apiKind } from './kinds.ts';
import { ownerOf } from './owner.ts';

export const sumOf = (object: JsonObject): string => checksum(canonicalObject(object));

/** An object as the API server gives it. The last change is that of anyone but us to anything but its status. */
export function asLive(content: JsonObject, set: string): Live {
  const object = content as unknown as KubernetesObject;
  const { name, namespace = '', annotations = {}, managedFields = [], resourceVersion = '' } = object.metadata;
  const { resource, resourceKind } = apiKind(content);
  const owner = ownerOf(object, set);
  const published = annotations[CHECKSUM];
  const last = managedFields
    .filter(({ manager, subresource }) => manager !== FIELD_MANAGER && subresource === undefined)
    .sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? 1 : -1))[0];
  const held = heldByOthers(object);
  return {
    id: `${resource}/${namespace}/${name}`,
    kind: resourceKind,
    title: name,
    content,
    checksum: sumOf(content),
    version: resourceVersion,
    owner,
    ...(owner.kind === 'ours' && published !== undefined ? { published } : {}),
    ...(last?.manager ? { changedBy: last.manager } : {}),
    ...(last?.time ? { changedAt: last.time } : {}),
    ...(held.length > 0 ? { heldByOthers: held } : {}),
  };
}
