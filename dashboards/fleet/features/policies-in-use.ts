import type { BuildContext, Promql, RowDefinition, SeriesName } from '../../../src/define.ts';
import { labelled, promql, row, table } from '../../../src/define.ts';
import { clusterHeading, clusterLabels } from '../../shared/node-board.ts';
import { grouped } from './switches.ts';

type PolicyCounter = Extract<SeriesName, `cilium_feature_network_policies_${string}_total`>;

/** Kinds of policy, and the counter of what each agent added and deleted since it started. */
const KINDS: Readonly<Record<string, PolicyCounter>> = {
  CiliumNetworkPolicy: 'cilium_feature_network_policies_cilium_network_policies_total',
  CiliumClusterwideNetworkPolicy: 'cilium_feature_network_policies_cilium_clusterwide_network_policies_total',
  CiliumEnvoyConfig: 'cilium_feature_network_policies_cilium_envoy_config_total',
  CiliumClusterwideEnvoyConfig: 'cilium_feature_network_policies_cilium_clusterwide_envoy_config_total',
  'with deny rules': 'cilium_feature_network_policies_deny_policies_total',
  'with DNS rules': 'cilium_feature_network_policies_dns_policies_total',
  'with toFQDNs': 'cilium_feature_network_policies_fqdn_policies_total',
  'for hosts': 'cilium_feature_network_policies_host_network_policies_total',
  'with HTTP rules': 'cilium_feature_network_policies_http_policies_total',
  'with HTTP header matches': 'cilium_feature_network_policies_http_header_matches_policies_total',
  'with CIDR groups': 'cilium_feature_network_policies_ingress_cidr_group_policies_total',
  'with L3 rules': 'cilium_feature_network_policies_l3_policies_total',
  'with mutual authentication': 'cilium_feature_network_policies_mutual_auth_policies_total',
  'without default deny': 'cilium_feature_network_policies_non_defaultdeny_policies_total',
  'with other L7 rules': 'cilium_feature_network_policies_other_l7_policies_total',
  'with SNI lists': 'cilium_feature_network_policies_sni_allow_list_policies_total',
  'with TLS inspection': 'cilium_feature_network_policies_tls_inspection_policies_total',
  CiliumLocalRedirectPolicy: 'cilium_feature_network_policies_local_redirect_policies_total',
};

/** Which kinds of policy the agents hold. */
export function policiesInUse(context: BuildContext): RowDefinition {
  return row(
    'Which kinds of policy are in use?',
    [
      table({
        title: 'Policies by kind',
        description:
          'Policies that use each kind of rule, on the agent that knows most of them: what was added less what was deleted since it started. One policy can be of several kinds. A kind in use nowhere has no line: what it needs can be switched off.',
        unit: 'short',
        decimals: 0,
        width: 24,
        height: 12,
        minors: { from: '1.17' },
        columns: { ...clusterHeading(context), kind: 'Kind', 'Value #A': 'Policies' },
        sortBy: { column: 'Policies', descending: true },
        query: Object.entries(KINDS)
          .map(([kind, counter]) => labelled(inUse(context, counter), 'kind', kind))
          .reduce((all, one) => promql`${all} or ${one}`),
      }),
    ],
    { collapsed: true },
  );
}

/** Every agent counts all policies, so the one with most is right. Nothing was deleted where no such series exists. */
function inUse(context: BuildContext, counter: PolicyCounter): Promql {
  const { metric, nodeLabels } = context;
  const added = promql`max ${grouped(nodeLabels)} (${metric(counter, { action: 'add' })})`;
  const deleted = promql`max ${grouped(nodeLabels)} (${metric(counter, { action: 'delete' })})`;
  return promql`max ${grouped(clusterLabels(context))} (${added} - (${deleted} or ${added} * 0)) > 0`;
}
