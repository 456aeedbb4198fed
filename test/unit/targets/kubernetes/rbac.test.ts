import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { KubernetesArtefact } from '../../../../src/settings/targets.ts';
import { rbac } from '../../../../src/targets/kubernetes/rbac.ts';

interface Printed {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string };
  readonly rules?: readonly { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] }[];
}
const printed = (artefacts?: readonly KubernetesArtefact[]) =>
  parseAllDocuments(rbac(artefacts ? { artefacts } : {}, 'mon')).map((document) => document.toJS() as Printed);
const VERBS = ['get', 'list', 'create', 'patch', 'delete'];

describe('the rights that are printed', () => {
  it('are a role in one namespace and its binding, nothing of the cluster', () => {
    expect(printed().map(({ kind, metadata }) => `${kind} in ${metadata.namespace}`)).toEqual([
      'ServiceAccount in mon',
      'Role in mon',
      'RoleBinding in mon',
    ]);
  });

  it.each<[string, readonly KubernetesArtefact[] | undefined, readonly (readonly [string, readonly string[]])[]]>([
    [
      'rules and dashboards by default',
      undefined,
      [
        ['', ['configmaps']],
        ['monitoring.coreos.com', ['prometheusrules']],
      ],
    ],
    [
      'what is published and no more',
      ['rules', 'monitors'],
      [['monitoring.coreos.com', ['prometheusrules', 'servicemonitors', 'podmonitors']]],
    ],
    ['those of VictoriaMetrics', ['vmrules'], [['operator.victoriametrics.com', ['vmrules']]]],
  ])('cover %s, with the verbs of apply and prune', (_, artefacts, groups) => {
    const rules = printed(artefacts).flatMap((object) => object.rules ?? []);
    expect(rules).toEqual(groups.map(([group, resources]) => ({ apiGroups: [group], resources, verbs: VERBS })));
  });
});
