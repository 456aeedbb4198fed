import { PODS } from '../catalog/pods.ts';
import type { ChartComponent } from '../catalog/switches.ts';
import { CHART_COMPONENTS, SWITCHES } from '../catalog/switches.ts';
import type { JsonObject } from '../model/dashboard.ts';
import type { Artifact, Model } from '../model/model.ts';
import { renderDuration } from '../promql/duration.ts';
import { madeNodeLabel } from '../settings/defaults.ts';
import type { Settings } from '../settings/settings.ts';
import { yamlText } from './yaml.ts';

/** Where Cilium runs. */
const NAMESPACE = 'kube-system';

/**
 * The Services of agent and operator are only made together with the chart's own monitors (before 1.17 there is no
 * other way): their pods are scraped instead. Names of the container ports: templates of the chart, 1.16 to 1.20.
 */
const PODS_OF: Readonly<Partial<Record<ChartComponent, { readonly port: string; readonly label: string }>>> = {
  agent: { port: 'prometheus', label: 'k8s-app' },
  operator: { port: 'prometheus', label: 'io.cilium/app' },
};

/**
 * Monitors for those who do not use the chart's: targets get the same labels, so that content and alerts do not see a
 * difference. None where the settings say that annotation jobs scrape.
 */
export function emitMonitors({ settings }: Model): readonly Artifact[] {
  if (settings.scrape.kind !== 'serviceMonitor') return [];
  // one Service, two ports: the monitor of the API server has both
  const components = CHART_COMPONENTS.filter((component) => component !== 'kvstoremesh');
  const monitors = components.map((component): Artifact => {
    const name = PODS[component].service;
    return { path: `kubernetes/monitors/${name}.yaml`, kind: 'monitor', text: yamlText(monitor(component, settings)) };
  });
  return [...monitors, kustomization(monitors)];
}

function kustomization(monitors: readonly Artifact[]): Artifact {
  return {
    path: 'kubernetes/monitors/kustomization.yaml',
    kind: 'kustomization',
    text: yamlText({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: monitors.map(({ path }) => path.split('/').at(-1)),
    }),
  };
}

function monitor(component: ChartComponent, settings: Settings): JsonObject {
  const { namespace, ruleLabels } = settings.kubernetes;
  const ofPods = PODS_OF[component];
  const labels = { 'app.kubernetes.io/managed-by': 'ciliascope', ...ruleLabels };
  const selects = { namespaceSelector: { matchNames: [NAMESPACE] } };
  const metadata = { name: PODS[component].service, namespace, labels };
  const head = (kind: string) => ({ apiVersion: 'monitoring.coreos.com/v1', kind, metadata });
  if (ofPods) {
    return {
      ...head('PodMonitor'),
      spec: {
        ...selects,
        selector: { matchLabels: { [ofPods.label]: PODS[component].app } },
        podTargetLabels: [ofPods.label],
        podMetricsEndpoints: [endpoint(component, ofPods.port, settings)],
      },
    };
  }
  const both: readonly ChartComponent[] =
    component === 'clustermesh-apiserver' ? [component, 'kvstoremesh'] : [component];
  return {
    ...head('ServiceMonitor'),
    spec: {
      ...selects,
      selector: { matchLabels: SWITCHES[component].service },
      ...(component === 'envoy' ? { targetLabels: ['k8s-app'] } : {}),
      endpoints: both.map((one) => endpoint(one, PODS[one].endpoint, settings)),
    },
  };
}

function endpoint(component: ChartComponent, port: string, { scrape, clusterLabel, kubernetes }: Settings): JsonObject {
  const { service, endpoint } = PODS[component];
  // `action` is written out: the server would add it, and the publisher would see an edit
  const replace = (targetLabel: string, rest: JsonObject): JsonObject => ({ action: 'replace', targetLabel, ...rest });
  const node = replace(madeNodeLabel(scrape.nodeLabel), { sourceLabels: ['__meta_kubernetes_pod_node_name'] });
  // what a Service would have given to the targets
  const asService = Object.entries({ job: service, service, endpoint }).map(([label, replacement]) =>
    replace(label, { replacement }),
  );
  return {
    port,
    path: '/metrics',
    interval: renderDuration(scrape.interval),
    honorLabels: SWITCHES[component].honorLabels,
    relabelings: [
      ...(component in PODS_OF ? asService : []),
      ...(SWITCHES[component].perNode ? [node] : []),
      ...(clusterLabel ? [replace(clusterLabel, { replacement: kubernetes.clusterName })] : []),
    ],
  };
}
