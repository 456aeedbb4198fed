import { stringify } from 'yaml';
import type { Artifact, Model } from '../model/model.ts';
import { dashboardText } from './grafana.ts';
import { YAML_HEADER, yamlText } from './yaml.ts';

/**
 * One ConfigMap per dashboard for Grafana's dashboard sidecar. The object is named after the uid, without a hash, so
 * that an update replaces it.
 */
export function emitConfigMaps({ dashboards, settings }: Model): readonly Artifact[] {
  const { namespace, dashboardLabel, folderAnnotation } = settings.kubernetes;
  return dashboards.map((dashboard) => {
    const configMap = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: dashboard.uid,
        namespace,
        labels: { 'app.kubernetes.io/managed-by': 'ciliascope', ...dashboardLabel },
        annotations: { [folderAnnotation]: dashboard.folder },
      },
      data: { [`${dashboard.uid}.json`]: dashboardText(dashboard) },
    };
    return {
      path: `kubernetes/dashboards/${dashboard.uid}.yaml`,
      kind: 'configmap',
      text: YAML_HEADER + stringify(configMap, { lineWidth: 0, defaultStringType: 'PLAIN', blockQuote: 'literal' }),
      uid: dashboard.uid,
    };
  });
}

/** Lists every object of `out/kubernetes`, for `kubectl apply -k` and for GitOps tools. */
export function emitKustomization(artifacts: readonly Artifact[]): Artifact {
  const resources = artifacts.map(({ path }) => path).filter((path) => path.startsWith('kubernetes/'));
  return {
    path: 'kubernetes/kustomization.yaml',
    kind: 'kustomization',
    text: yamlText({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: resources.map((path) => path.replace('kubernetes/', '')),
    }),
  };
}
