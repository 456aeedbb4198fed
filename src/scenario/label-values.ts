import type { MetricForm } from '../catalog/facts.ts';
import type { Minor } from '../catalog/minor.ts';
import type { Site } from './site.ts';

/** Patch release a cluster of each minor runs. */
export const PATCH: Readonly<Record<Minor, string>> = {
  '1.16': '1.16.19',
  '1.17': '1.17.13',
  '1.18': '1.18.9',
  '1.19': '1.19.4',
  '1.20': '1.20.0',
};

/** Values of labels that take any text, as seen in real output; the first is the one a row that names none gets. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  path: ['/v1/healthz', '/v1/endpoint', '/v1/config', '/v1/endpoint/{id}'],
  method: ['GET', 'PUT', 'POST', 'PATCH'],
  return_code: ['200'],
  code: ['200'],
  response_code: ['200'],
  api_call: ['endpoint-create', 'endpoint-delete', 'endpoint-list'],
  host: ['10.96.0.1:443'],
  scope: ['CiliumNetworkPolicy', 'CiliumEndpoint', 'CiliumNode', 'Service'],
  group_name: ['ipcache-inject-labels', 'sync-to-k8s-ciliumendpoint', 'endpoint-gc'],
  map_group: ['default'],
  direction: ['INGRESS', 'EGRESS'],
  name: ['ciliumendpoints', 'ciliumnetworkpolicies', 'services', 'nodes'],
  queue_name: ['ciliumidentity', 'ciliumnode', 'ces', 'loadbalancer-ippool'],
  controller: ['gateway', 'httproute', 'gatewayclass'],
  result: ['success', 'requeue'],
  subsystem: ['daemon', 'endpoint', 'k8s'],
  module_id: ['agent.datapath.node-neighbor', 'agent.controlplane.endpoint-manager', 'agent.infra.k8s-client'],
  job_name: ['refresh', 'endpoint-gc', 'sync'],
  module: ['agent.controlplane.endpoint-manager'],
  phase: ['restore', 'regenerate'],
  type: ['peer', 'node'],
  table: ['health', 'services', 'backends', 'devices'],
  tables: ['health', 'services'],
  handle: ['health', 'loadbalancer'],
  op: ['update', 'delete', 'prune'],
  operation: ['update', 'delete'],
  endpoint: ['1204', '87'],
  source: ['k8s', 'api'],
  reason: ['updated security labels', 'one or more identities created or deleted', 'policy rules added'],
  error: [''],
  event: ['pool-upsert', 'service-upsert'],
  pool: ['blue', 'green'],
  resource: ['CiliumIdentity', 'Pod'],
  usage: ['events'],
  signal: ['ct_fill_up'],
  data: ['ipv4'],
  status: ['received', 'success'],
  version: ['unknown'],
  revision: ['274205f0'],
  arch: ['linux/amd64'],
  cidr: ['10.244.0.0/24'],
  zone: ['eu-central-1a', 'eu-central-1b'],
  service: ['shop/checkout', 'shop/catalog'],
  msg: ['map-lookup'],
  target_cluster: ['prod-b'],
  target_node_name: ['n01'],
  target_node_ip: ['10.0.0.1'],
  target_node_type: ['remote_intra_cluster'],
  protocol: ['TCP', 'UDP'],
  address_type: ['primary'],
  mode: ['cluster'],
  neighbor: ['10.0.9.1'],
  neighbor_asn: ['64512'],
  local_asn: ['64513'],
  vrouter: ['64513'],
  instance_name: ['main'],
  resource_kind: ['CiliumBGPClusterConfig'],
  resource_name: ['main'],
  bgp_cluster_config: ['main'],
  subnet_id: ['subnet-0a1b', 'subnet-0c2d'],
  availability_zone: ['eu-central-1a', 'eu-central-1b'],
  target_node: ['n01', 'n02', 'n03'],
  serviceexport: ['checkout'],
  serviceimport: ['checkout'],
  namespace: ['shop'],
  condition: ['Valid'],
  attempts: ['1'],
  kind: ['events'],
  action: ['read'],
  envoy_cluster_name: ['egress-cluster', 'ingress-cluster', 'xds-grpc-cilium', '/envoy-admin'],
  envoy_http_conn_manager_prefix: ['proxy', 'admin', 'envoy-prometheus-metrics-listener', 'envoy-health-listener'],
  envoy_response_code: ['200', '404'],
  envoy_response_code_class: ['2', '4'],
  envoy_listener_address: ['127.0.0.1_13147', '0.0.0.0_9964', '127.0.0.1_9878'],
  envoy_user_agent: ['ios', 'android'],
  grpc_service: ['observer.Observer', 'peer.Peer', 'grpc.health.v1.Health'],
  grpc_method: ['GetFlows', 'Notify', 'Check'],
  grpc_code: ['OK'],
  qtypes: ['A', 'AAAA'],
  ips_returned: ['0', '1'],
  query: ['checkout.shop.svc.cluster.local.'],
  verdict: ['FORWARDED'],
  port: ['443', '8080'],
  destination_port: ['8080'],
  topic: ['orders'],
  api_key: ['produce', 'fetch'],
  error_code: ['0'],
};

/** Closed labels that tell good from bad: what is left in health. Families that always have both say so in their rule. */
const BAD =
  /^(fail|failed|failure|error|uncompleted|unreachable|unknown|timeout|nack|degraded|stopped|denied|dropped)$/;
const HAS_GOOD = /^(success|completed|reachable|ok|ack|forwarded|received)$/;

/** The values of a label that series of a healthy cluster carry. */
export function healthyValues(label: string, site: Site): readonly string[] {
  if (label === 'source_node_name') return [site.target.node];
  if (label === 'source_cluster') return [site.clusterName];
  const closed = site.form.values[label];
  if (!closed) return label === 'version' ? [PATCH[site.minor]] : (OPEN[label] ?? [`${label}-1`]);
  const good = closed.some((value) => HAS_GOOD.test(value)) ? closed.filter((value) => !BAD.test(value)) : closed;
  if (label === 'family' || label === 'address_family') return good.filter((value) => !/6/.test(value)).slice(0, 1);
  return good;
}

/** Spellings that changed between minors, or that docs and rules mix up: whichever the family has. */
const ALIASES: readonly (readonly string[])[] = [
  ['fail', 'failure', 'failed'],
  ['ERROR', 'error'],
  ['WARN', 'warning'],
];

/** The value as this family spells it. */
export function spelled(label: string, value: string, form: MetricForm): string {
  const known = form.values[label];
  if (!known || known.includes(value)) return value;
  const aliases = ALIASES.find((list) => list.includes(value)) ?? [];
  return aliases.find((alias) => known.includes(alias)) ?? value;
}
