import { stringify } from 'yaml';
import type { KubernetesTarget } from '../../settings/targets.ts';
import { API_KINDS, DEFAULT_ARTEFACTS } from './kinds.ts';

/** Service account, role and binding with the least rights that publishing needs, as YAML; nothing beyond the namespace. */
export function rbac({ artefacts = DEFAULT_ARTEFACTS }: KubernetesTarget, namespace: string): string {
  const metadata = { name: 'ciliascope', namespace };
  const kinds = API_KINDS.filter(({ artefact }) => artefacts.includes(artefact));
  const groups = Map.groupBy(kinds, ({ apiVersion }) =>
    apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '',
  );
  // patch applies, and needs create for what is not there yet; delete prunes
  const rules = [...groups].map(([group, members]) => ({
    apiGroups: [group],
    resources: members.map(({ resource }) => resource),
    verbs: ['get', 'list', 'create', 'patch', 'delete'],
  }));
  const objects = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata, rules },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'ciliascope' },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    },
  ];
  return objects.map((object) => stringify(object)).join('---\n');
}
