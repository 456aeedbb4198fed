import type { JsonObject } from '../../model/dashboard.ts';
import type { KubernetesObject } from '../../plan/canonical/kubernetes.ts';
import { canonicalObject } from '../../plan/canonical/kubernetes.ts';
import { checksum } from '../../plan/checksum.ts';
import type { Desired } from '../../plan/resource.ts';
import type { KubernetesTarget } from '../../settings/targets.ts';
import { apiKind } from './kinds.ts';
import { MANAGED_BY, SET } from './owner.ts';
import { tooLarge } from './size.ts';

/** Objects of the build as this cluster is to hold them: in its namespace, with its labels and the proof of ownership. */
export function kubernetesDesired(
  objects: readonly JsonObject[],
  { labels = {} }: Pick<KubernetesTarget, 'labels'>,
  { namespace, set }: { readonly namespace: string; readonly set: string },
): readonly Desired[] {
  return objects.map((object) => {
    const { metadata } = object as unknown as KubernetesObject;
    const owned = { ...metadata.labels, ...labels, [MANAGED_BY]: 'ciliascope', [SET]: set };
    const content: JsonObject = {
      ...object,
      metadata: { ...metadata, namespace, labels: owned } as unknown as JsonObject,
    };
    const { resource, resourceKind } = apiKind(object);
    const refused = tooLarge(content);
    return {
      id: `${resource}/${namespace}/${metadata.name}`,
      kind: resourceKind,
      title: metadata.name,
      content,
      checksum: checksum(canonicalObject(content)),
      ...(refused === undefined ? {} : { refused }),
    };
  });
}
