import { constant, gauge } from '../signal.ts';
import type { Row, Rule, Site } from '../site.ts';
import { row } from '../site.ts';
import { agentApi } from './agent-api.ts';
import { agentDatapath } from './agent-datapath.ts';
import { agentState } from './agent-state.ts';
import { defaultRows } from './defaults.ts';
import { envoyRules } from './envoy.ts';
import { hubbleRules } from './hubble.ts';
import { operatorRules } from './operator.ts';

const rules: Readonly<Record<string, Rule>> = {
  ...agentDatapath,
  ...agentApi,
  ...agentState,
  ...operatorRules,
  ...hubbleRules,
  ...envoyRules,
  up: () => [row(constant(1))],
  scrape_duration_seconds: () => [row(gauge(0.04))],
  scrape_samples_scraped: () => [row(constant(1500))],
  scrape_series_added: () => [row(constant(0))],
};

/** Families that have a rule of their own. */
export const ruledFamilies: readonly string[] = Object.keys(rules);

/** What series a family has in a healthy cluster: a rule where one is known, otherwise from its type, unit and name. */
export function healthyRows(site: Site): readonly Row[] {
  const { name } = site.form;
  if (name.startsWith('cilium_feature_') || name.startsWith('cilium_operator_feature_')) return featureRows(site);
  return (rules[name] ?? defaultRows)(site);
}

/** Modes of a plain cluster with kube-proxy replacement, where they are not the first of the catalog's list. */
const MODES: Readonly<Record<string, string>> = {
  cilium_feature_adv_connect_and_lb_envoy_proxy_enabled: 'standalone',
  cilium_feature_datapath_network: 'overlay-vxlan',
};

/** Feature families say which mode is in use: one series, not one per mode. */
function featureRows({ form: { name } }: Site): readonly Row[] {
  const off = /bgp|egress_gateway|l2_|vtep|sctp|host_firewall|mutual_auth|ipsec|clustermesh|chaining/.test(name);
  const mode = MODES[name];
  return [row(constant(off ? 0 : 1), mode === undefined ? {} : { mode })];
}
