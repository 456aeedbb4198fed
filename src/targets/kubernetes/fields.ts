import type { JsonObject } from '../../model/dashboard.ts';
import type { KubernetesObject, ManagedFields } from '../../plan/canonical/kubernetes.ts';
import { FIELD_MANAGER, keysBelow } from '../../plan/canonical/kubernetes.ts';

const isOurs = ({ manager, operation }: ManagedFields) => manager === FIELD_MANAGER && operation === 'Apply';

/** Who else holds parts of the content, in words: `helm holds spec.groups "x"`. Status and metadata are theirs to write. */
export function heldByOthers({ metadata }: KubernetesObject): readonly string[] {
  return (metadata.managedFields ?? [])
    .filter((entry) => !isOurs(entry) && entry.subresource === undefined)
    .flatMap(({ manager, fieldsV1 = {} }) => {
      const groups = keysBelow(fieldsV1, 'f:spec', 'f:groups').filter((key) => key.startsWith('k:'));
      const parts = [
        ...groups.map((key) => `spec.groups "${(JSON.parse(key.slice(2)) as { readonly name?: string }).name}"`),
        ...(groups.length === 0 ? keysBelow(fieldsV1, 'f:spec').map((key) => `spec.${key.slice(2)}`) : []),
        ...keysBelow(fieldsV1, 'f:data')
          .filter((key) => key !== '.')
          .map((key) => `data.${key.slice(2)}`),
      ];
      return parts.length > 0 ? [`${manager ?? 'someone'} holds ${parts.join(', ')}`] : [];
    });
}

/**
 * Managed fields with the content that others hold made ours, as client-go's csaupgrade does it: only the sole owner
 * of a group removes it by leaving it out.
 */
export function takenOver({ metadata, apiVersion }: KubernetesObject): readonly ManagedFields[] {
  const entries = metadata.managedFields ?? [];
  const content = entries
    .filter(({ subresource }) => subresource === undefined)
    .map(({ fieldsV1 = {} }) => pick(fieldsV1, 'f:spec', 'f:data'));
  const ours = entries.find(isOurs);
  const merged = [ours?.fieldsV1 ?? {}, ...content].reduce(merge, {});
  const rest = entries
    .filter((entry) => !isOurs(entry))
    .map((entry) => ({
      ...entry,
      fieldsV1: omit(entry.fieldsV1 ?? {}, entry.subresource === undefined ? ['f:spec', 'f:data'] : []),
    }));
  const base = {
    manager: FIELD_MANAGER,
    operation: 'Apply',
    fieldsType: 'FieldsV1',
    ...(apiVersion ? { apiVersion } : {}),
  };
  return [{ ...base, ...ours, fieldsV1: merged }, ...rest.filter(({ fieldsV1 }) => Object.keys(fieldsV1).length > 0)];
}

function pick(fields: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => keys.includes(key)));
}

function omit(fields: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}

function merge(a: JsonObject, b: JsonObject): JsonObject {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, merge((a[key] ?? {}) as JsonObject, (b[key] ?? {}) as JsonObject)]),
  );
}
