import type { BuildContext, Promql, SeriesName } from '../../../src/define.ts';
import { labelled, promql } from '../../../src/define.ts';
import { clusterLabels } from '../../shared/node-board.ts';

/** What a reader calls each feature that is on or off, and the gauge of 0 or 1 that every agent reports. */
const SWITCHES: Readonly<Record<string, SeriesName>> = {
  'Bandwidth manager': 'cilium_feature_adv_connect_and_lb_bandwidth_manager_enabled',
  BGP: 'cilium_feature_adv_connect_and_lb_bgp_enabled',
  CiliumEnvoyConfig: 'cilium_feature_adv_connect_and_lb_cilium_envoy_config_enabled',
  CiliumNodeConfig: 'cilium_feature_adv_connect_and_lb_cilium_node_config_enabled',
  'Egress gateway': 'cilium_feature_adv_connect_and_lb_egress_gateway_enabled',
  'kube-proxy replacement': 'cilium_feature_adv_connect_and_lb_kube_proxy_replacement_enabled',
  'L2 announcements of services': 'cilium_feature_adv_connect_and_lb_l2_lb_enabled',
  'L2 announcements of pods': 'cilium_feature_adv_connect_and_lb_l2_pod_announcement_enabled',
  SCTP: 'cilium_feature_adv_connect_and_lb_sctp_enabled',
  VTEP: 'cilium_feature_adv_connect_and_lb_vtep_enabled',
  CiliumEndpointSlices: 'cilium_feature_controlplane_cilium_endpoint_slices_enabled',
  'Host firewall': 'cilium_feature_network_policies_host_firewall_enabled',
  'Local redirect policy': 'cilium_feature_network_policies_local_redirect_policy_enabled',
  'Mutual authentication': 'cilium_feature_network_policies_mutual_auth_enabled',
  'Policies without default deny': 'cilium_feature_network_policies_non_defaultdeny_policies_enabled',
};

const OPERATOR_SWITCHES: Readonly<Record<string, SeriesName>> = {
  'Gateway API': 'cilium_operator_feature_adv_connect_and_lb_gateway_api_enabled',
  'Ingress controller': 'cilium_operator_feature_adv_connect_and_lb_ingress_controller_enabled',
  'L7-aware traffic management': 'cilium_operator_feature_adv_connect_and_lb_l7_aware_traffic_management_enabled',
  'LB-IPAM': 'cilium_operator_feature_adv_connect_and_lb_lb_ipam_enabled',
  'Node IPAM': 'cilium_operator_feature_adv_connect_and_lb_node_ipam_enabled',
};

/** 1 or 0 for every node and feature, with the label `feature`. */
export function switchesOfNodes({ metric, nodeLabels }: BuildContext): Promql {
  return anyOf(SWITCHES, (series) => promql`max ${grouped(nodeLabels)} (${metric(series)})`);
}

/** Share of the nodes of each cluster on which each feature is on. */
export function switchShares(context: BuildContext): Promql {
  return promql`avg ${grouped([...clusterLabels(context), 'feature'])} (${switchesOfNodes(context)})`;
}

/** 1 or 0 for every cluster and feature of the operator. */
export function operatorSwitches(context: BuildContext): Promql {
  const cluster = grouped(clusterLabels(context));
  return anyOf(OPERATOR_SWITCHES, (series) => promql`max ${cluster} (${context.metric(series)})`);
}

function anyOf(features: Readonly<Record<string, SeriesName>>, value: (series: SeriesName) => Promql): Promql {
  return Object.entries(features)
    .map(([feature, series]) => labelled(value(series), 'feature', feature))
    .reduce((all, one) => promql`${all} or ${one}`);
}

export const grouped = (labels: readonly string[]) => ({ kind: 'grouping', keyword: 'by', labels }) as const;
