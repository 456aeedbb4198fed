import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../../src/plan/canonical/kubernetes.ts';
import { ownerOf } from '../../../../src/targets/kubernetes/owner.ts';

type Metadata = Omit<KubernetesObject['metadata'], 'name'>;
const labels = { 'app.kubernetes.io/managed-by': 'ciliascope', 'ciliascope.io/set': 's' };
const applied = (manager: string, operation: string) => [
  { manager, operation, fieldsV1: { 'f:metadata': { 'f:labels': { 'f:ciliascope.io/set': {} } } } },
];
const owner = (metadata: Metadata) => ownerOf({ metadata: { name: 'a', ...metadata } }, 's');

describe('the owner of an object', () => {
  it.each<[string, Metadata, string]>([
    ['ours: our labels, applied by us', { labels, managedFields: applied('ciliascope', 'Apply') }, 'ours'],
    ['nobody: our labels, copied by hand', { labels, managedFields: applied('kubectl', 'Update') }, 'nobody'],
    ['nobody: our labels, and nothing says by whom', { labels }, 'nobody'],
    ['nobody: the build as it lies in git', { labels: { 'app.kubernetes.io/managed-by': 'ciliascope' } }, 'nobody'],
    ['nobody: nothing says anything', {}, 'nobody'],
  ])('is %s', (_, metadata, kind) => {
    expect(owner(metadata)).toEqual({ kind });
  });

  it.each<[string, Metadata, string]>([
    [
      'another set, though applied by the same manager',
      { labels: { ...labels, 'ciliascope.io/set': 't' }, managedFields: applied('ciliascope', 'Apply') },
      'the set "t" of ciliascope',
    ],
    ['a Helm release', { annotations: { 'meta.helm.sh/release-name': 'kps' } }, 'Helm release "kps"'],
    ['Argo CD', { annotations: { 'argocd.argoproj.io/tracking-id': 'mon:x/Y:n/a' } }, 'Argo CD application "mon"'],
    ['Argo CD by its label', { labels: { 'app.kubernetes.io/instance': 'mon' } }, 'app instance "mon"'],
    ['Flux', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'infra' } }, 'Flux Kustomization "infra"'],
    ['any tool that says so', { labels: { 'app.kubernetes.io/managed-by': 'jsonnet' } }, 'jsonnet'],
  ])('is %s, and it can be taken over', (_, metadata, who) => {
    expect(owner(metadata)).toMatchObject({ kind: 'foreign', who, adoptable: true });
  });

  it('is the controller that makes it, which would make it anew', () => {
    const ownerReferences = [{ kind: 'Pyrra', name: 'slo', controller: true }];
    const found = owner({ ownerReferences });
    expect(found).toMatchObject({ kind: 'foreign', who: 'Pyrra slo' });
    expect(found).not.toHaveProperty('adoptable');
  });
});
