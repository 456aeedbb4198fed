import { stringify } from 'yaml';
import type { JsonObject } from '../../model/dashboard.ts';
import type { KubernetesObject } from '../../plan/canonical/kubernetes.ts';
import { canonicalObject } from '../../plan/canonical/kubernetes.ts';
import { checksum } from '../../plan/checksum.ts';
import type { Desired } from '../../plan/resource.ts';
import type { KubernetesTarget } from '../../settings/targets.ts';
import { apiKind } from './kinds.ts';

export const MANAGED_BY = 'app.kubernetes.io/managed-by';
export const SET = 'ciliascope.io/set';

/** Largest object etcd takes is 1.5 MiB; a ConfigMap holds 1 MiB (Kubernetes API validation), a PrometheusRule half of it (prometheus-operator, admission webhook). */
const LIMITS: Readonly<Record<string, number>> = { ConfigMap: 1_048_576, PrometheusRule: 524_288 };
const ETCD = 1_572_864;

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
    const { kind, resource, resourceKind } = apiKind(object);
    const size = Buffer.byteLength(kind === 'PrometheusRule' ? stringify(content['spec']) : JSON.stringify(content));
    const limit = LIMITS[kind] ?? ETCD;
    return {
      id: `${resource}/${namespace}/${metadata.name}`,
      kind: resourceKind,
      title: metadata.name,
      content,
      checksum: checksum(canonicalObject(content)),
      ...(size > limit ? { refused: `${size} bytes, and a ${kind} may have ${limit}` } : {}),
    };
  });
}
