import { constant, count, gauge } from '../signal.ts';
import type { Row, Rule, Site } from '../site.ts';
import { row } from '../site.ts';
import { agentApi } from './agent-api.ts';
import { agentDatapath } from './agent-datapath.ts';
import { agentState } from './agent-state.ts';
import { connections } from './connections.ts';
import { defaultRows } from './defaults.ts';
import { envoyRules } from './envoy.ts';
import { hubbleRules } from './hubble.ts';
import { operatorRules } from './operator.ts';

/** Secrets of Cilium's chart, renewed long before they end. */
const CERTIFICATES = ['cilium-ca', 'hubble-server-certs', 'hubble-relay-client-certs'];
const VALID_FOR = 200 * 86_400;

/** Files and sockets a process has open, of those it may. */
const openFiles: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    ['cilium_process_open_fds', 'cilium_operator_process_open_fds', 'process_open_fds'].map((name) => [
      name,
      () => [row(count(60, 4))],
    ]),
  ),
  cilium_process_max_fds: () => [row(constant(1_048_576))],
  cilium_operator_process_max_fds: () => [row(constant(1_048_576))],
};

const rules: Readonly<Record<string, Rule>> = {
  ...agentDatapath,
  ...agentApi,
  ...agentState,
  ...connections,
  ...operatorRules,
  ...hubbleRules,
  ...envoyRules,
  up: () => [row(constant(1))],
  scrape_duration_seconds: () => [row(gauge(0.04))],
  scrape_samples_scraped: () => [row(constant(1500))],
  scrape_samples_post_metric_relabeling: () => [row(constant(1500))],
  scrape_series_added: () => [row(constant(0))],
  ...openFiles,
  x509_cert_not_after: ({ startedAt }) =>
    CERTIFICATES.map((secret_name) =>
      row(constant(startedAt + VALID_FOR), { secret_namespace: 'kube-system', secret_name, secret_key: 'tls.crt' }),
    ),
  certmanager_certificate_expiration_timestamp_seconds: ({ startedAt }) => [
    row(constant(startedAt + VALID_FOR), { namespace: 'kube-system', name: 'clustermesh-apiserver-server-cert' }),
  ],
  hubble_relay_pool_peer_connection_status: ({ nodes, form }) =>
    (form.values['status'] ?? []).map((status) => row(constant(status === 'READY' ? nodes.length : 0), { status })),
};

/** Families that have a rule of their own. */
export const ruledFamilies: readonly string[] = Object.keys(rules);

/** What series a family has in a healthy cluster: a rule where one is known, otherwise from its type, unit and name. */
export function healthyRows(site: Site): readonly Row[] {
  const { name } = site.form;
  if (name.startsWith('cilium_feature_') || name.startsWith('cilium_operator_feature_')) return featureRows(site);
  return (rules[name] ?? defaultRows)(site);
}

/** Modes and versions of a plain cluster with kube-proxy replacement, where they are not the first of the catalog's list. */
const MODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cilium_feature_adv_connect_and_lb_envoy_proxy_enabled: { mode: 'standalone' },
  cilium_feature_datapath_network: { mode: 'overlay-vxlan' },
  cilium_feature_datapath_kernel_version: { version: '6.8.0' },
  cilium_operator_feature_controlplane_kubernetes_version: { version: '1.34' },
};

/** What a plain cluster leaves off, and the optional part that switches it on here. */
const OFF = /bgp|egress_gateway|l2_|vtep|sctp|host_firewall|mutual_auth|transparent_encryption|clustermesh|chaining/;
const SWITCHED_ON_BY: Readonly<Record<string, RegExp>> = {
  bgp: /bgp/,
  clustermesh: /clustermesh/,
  ipsec: /transparent_encryption/,
  'egress-gateway': /egress_gateway/,
};

/** Feature families say which mode is in use: one series, not one per mode. Policies are counted as they come and go. */
function featureRows({ form: { name }, features }: Site): readonly Row[] {
  const used = features.some((feature) => SWITCHED_ON_BY[feature]?.test(name));
  const off = OFF.test(name) && !used;
  if (name.endsWith('_total'))
    return off ? [] : [row(constant(14), { action: 'add' }), row(constant(5), { action: 'delete' })];
  return [row(constant(off ? 0 : 1), MODES[name] ?? {})];
}
