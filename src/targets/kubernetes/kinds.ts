import type { JsonObject } from '../../model/dashboard.ts';
import type { ResourceKind } from '../../plan/resource.ts';
import type { KubernetesArtefact } from '../../settings/targets.ts';

/** A kind of object that is published, and where its API lies. */
export interface ApiKind {
  readonly kind: string;
  /** `group/version`, or `v1`. */
  readonly apiVersion: string;
  /** Plural, as in paths and in RBAC. */
  readonly resource: string;
  readonly resourceKind: ResourceKind;
  readonly artefact: KubernetesArtefact;
  /** What brings the kind into a cluster. */
  readonly crdsFrom?: string;
}

const operator = 'prometheus-operator (kube-prometheus-stack)';

export const API_KINDS: readonly ApiKind[] = [
  { kind: 'ConfigMap', apiVersion: 'v1', resource: 'configmaps', resourceKind: 'configmap', artefact: 'dashboards' },
  {
    kind: 'PrometheusRule',
    apiVersion: 'monitoring.coreos.com/v1',
    resource: 'prometheusrules',
    resourceKind: 'prometheus-rule',
    artefact: 'rules',
    crdsFrom: operator,
  },
  {
    kind: 'ServiceMonitor',
    apiVersion: 'monitoring.coreos.com/v1',
    resource: 'servicemonitors',
    resourceKind: 'monitor',
    artefact: 'monitors',
    crdsFrom: operator,
  },
  {
    kind: 'PodMonitor',
    apiVersion: 'monitoring.coreos.com/v1',
    resource: 'podmonitors',
    resourceKind: 'monitor',
    artefact: 'monitors',
    crdsFrom: operator,
  },
  {
    kind: 'VMRule',
    apiVersion: 'operator.victoriametrics.com/v1beta1',
    resource: 'vmrules',
    resourceKind: 'vm-rule',
    artefact: 'vmrules',
    crdsFrom: 'the VictoriaMetrics operator',
  },
];

/** What is published where the settings do not say. */
export const DEFAULT_ARTEFACTS: readonly KubernetesArtefact[] = ['rules', 'dashboards'];

export function apiKind(object: JsonObject): ApiKind {
  const found = API_KINDS.find(
    ({ kind, apiVersion }) => kind === object['kind'] && apiVersion === object['apiVersion'],
  );
  if (!found) throw new TypeError(`${object['kind']} of ${object['apiVersion']} is not published`);
  return found;
}

/** `/apis/<group>/<version>`, or `/api/v1`. */
export const groupPath = ({ apiVersion }: ApiKind): string => (apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`);

export const collectionPath = (kind: ApiKind, namespace: string): string =>
  `${groupPath(kind)}/namespaces/${encodeURIComponent(namespace)}/${kind.resource}`;
