import { PODS } from '../../../src/catalog/pods.ts';
import { SWITCHES } from '../../../src/catalog/switches.ts';
import type { Installed } from './installed.ts';
import { valueAt } from './installed.ts';
import type { Process } from './processes.ts';

export interface StaticConfig {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** What service discovery says of a pod behind a service: roles `pod` and `endpoints` (prometheus.io, kubernetes_sd_config). */
export function discovered(
  role: 'pod' | 'endpoints',
  { component, node, address }: Process,
  installed: Installed,
): StaticConfig {
  const { pod, container, service, endpoint, app } = PODS[component];
  const port = address.split(':')[1] ?? '';
  const { annotated, monitor = '' } = SWITCHES[component];
  // the chart annotates as long as it makes no monitor
  const annotations = valueAt(installed.values, monitor) !== true ? annotated : undefined;
  const scrape = { prometheus_io_scrape: 'true', prometheus_io_port: port, prometheus_io_path: '/metrics' };
  const podLabels =
    component === 'operator' ? { io_cilium_app: app } : { k8s_app: component === 'hubble' ? 'cilium' : app };
  const serviceLabels = component === 'operator' ? { io_cilium_app: app } : { k8s_app: app };
  const ofPod = {
    __meta_kubernetes_namespace: 'kube-system',
    __meta_kubernetes_pod_name: `${pod}-${node}`,
    __meta_kubernetes_pod_node_name: node,
    __meta_kubernetes_pod_container_name: container,
    __meta_kubernetes_pod_container_port_number: port,
    __meta_kubernetes_pod_container_port_protocol: 'TCP',
    __meta_kubernetes_pod_phase: 'Running',
    __meta_kubernetes_pod_ip: '127.0.0.1',
    ...prefixed('__meta_kubernetes_pod_label_', podLabels),
    ...prefixed('__meta_kubernetes_pod_labelpresent_', present(podLabels)),
    ...(annotations === 'pod' || isAnnotatedByHand(component, installed) ? annotationsOf('pod', scrape) : {}),
  };
  if (role === 'pod') return { targets: [address], labels: ofPod };
  return {
    targets: [address],
    labels: {
      ...ofPod,
      __meta_kubernetes_service_name: service,
      __meta_kubernetes_endpoint_port_name: endpoint,
      __meta_kubernetes_endpoint_address_target_kind: 'Pod',
      __meta_kubernetes_endpoint_address_target_name: `${pod}-${node}`,
      __meta_kubernetes_endpoint_node_name: node,
      __meta_kubernetes_endpoint_ready: 'true',
      ...prefixed('__meta_kubernetes_service_label_', serviceLabels),
      ...prefixed('__meta_kubernetes_service_labelpresent_', present(serviceLabels)),
      ...(annotations === 'service' ? annotationsOf('service', scrape) : {}),
    },
  };
}

/**
 * All targets that discovery makes of one pod: it knows nothing of annotations, so there is one for every container
 * port, behind a service too, where those no endpoint has are added (prometheus.io, kubernetes_sd_config).
 */
export function discoveredPorts(
  role: 'pod' | 'endpoints',
  process: Process,
  installed: Installed,
): readonly StaticConfig[] {
  const own = discovered(role, process, installed);
  const { __meta_kubernetes_endpoint_port_name: _, ...labels } = own.labels;
  const beside = {
    ...labels,
    __meta_kubernetes_pod_container_port_name: 'peer-service',
    __meta_kubernetes_pod_container_port_number: '4244',
  };
  return [own, { targets: ['127.0.0.1:4244'], labels: beside }];
}

function annotationsOf(of: 'pod' | 'service', annotations: Readonly<Record<string, string>>) {
  return {
    ...prefixed(`__meta_kubernetes_${of}_annotation_`, annotations),
    ...prefixed(`__meta_kubernetes_${of}_annotationpresent_`, present(annotations)),
  };
}

/** `envoy.podAnnotations`: what charts before cilium#40532 put on Envoy's pods by themselves. */
function isAnnotatedByHand(component: Process['component'], { values }: Installed): boolean {
  const annotations = component === 'envoy' ? valueAt(values, 'envoy.podAnnotations') : undefined;
  return (annotations as Readonly<Record<string, unknown>> | undefined)?.['prometheus.io/scrape'] === 'true';
}

function prefixed(prefix: string, labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [`${prefix}${name}`, value]));
}

function present(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.keys(labels).map((name) => [name, 'true']));
}
