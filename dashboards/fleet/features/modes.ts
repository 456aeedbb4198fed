import type { BuildContext, Promql } from '../../../src/define.ts';
import { by, labelled, matching, on, perMinor, promql } from '../../../src/define.ts';
import { clusterLabels } from '../../shared/node-board.ts';
import { grouped } from './switches.ts';

/** Which mode each node runs in, with the labels `setting` and `mode`. What is off has no series. */
export function modesOfNodes(context: BuildContext): Promql {
  return Object.entries(settings(context))
    .map(([setting, query]) => labelled(query, 'setting', setting))
    .reduce((all, one) => promql`${all} or ${one}`);
}

/** Share of the nodes of each cluster that run in each mode. */
export function modeShares(context: BuildContext): Promql {
  const cluster = clusterLabels(context);
  // every agent reports one mode of IPAM: as many as there are agents that tell their features
  const ipam = context.metric('cilium_feature_controlplane_ipam');
  return promql`
    count ${grouped([...cluster, 'setting', 'mode'])} (${modesOfNodes(context)})
    / ${on(ipam, ...cluster)} group_left () count ${by(ipam, ...cluster)} (${ipam} > 0)`;
}

function settings(context: BuildContext): Readonly<Record<string, Promql>> {
  const { metric, nodeLabels } = context;
  const network = metric('cilium_feature_datapath_network');
  const protocols = metric('cilium_feature_datapath_internet_protocol');
  const chaining = metric('cilium_feature_datapath_chaining_enabled');
  const ipam = metric('cilium_feature_controlplane_ipam');
  const identities = metric('cilium_feature_controlplane_identity_allocation');
  const nodePort = metric('cilium_feature_adv_connect_and_lb_node_port_configuration');
  const envoy = metric('cilium_feature_adv_connect_and_lb_envoy_proxy_enabled');
  const encryption = metric('cilium_feature_adv_connect_and_lb_transparent_encryption');
  const mesh = metric('cilium_feature_adv_connect_and_lb_clustermesh_enabled');
  const bigTcp = metric('cilium_feature_adv_connect_and_lb_big_tcp_enabled');
  return {
    Routing: promql`max ${by(network, ...nodeLabels, 'mode')} (${network}) > 0`,
    'IP families': renamed(promql`max ${by(protocols, ...nodeLabels, 'address_family')} (${protocols}) > 0`),
    'Pod devices': devices(context),
    'CNI chaining': promql`max ${by(chaining, ...nodeLabels, 'mode')} (${chaining}) > 0`,
    IPAM: promql`max ${by(ipam, ...nodeLabels, 'mode')} (${ipam}) > 0`,
    Identities: promql`max ${by(identities, ...nodeLabels, 'mode')} (${identities}) > 0`,
    NodePort: promql`
      label_join(
        max ${by(nodePort, ...nodeLabels, 'mode', 'algorithm', 'acceleration')} (${nodePort}) > 0,
        "mode", ", ", "mode", "algorithm", "acceleration"
      )`,
    Envoy: promql`max ${by(envoy, ...nodeLabels, 'mode')} (${envoy}) > 0`,
    Encryption: promql`max ${by(encryption, ...nodeLabels, 'mode')} (${encryption}) > 0`,
    'Cluster mesh': promql`max ${by(mesh, ...nodeLabels, 'mode')} (${mesh}) > 0`,
    'BIG TCP': renamed(promql`max ${by(bigTcp, ...nodeLabels, 'address_family')} (${bigTcp}) > 0`),
  };
}

/** 1.20 tells what was asked for from what is in use. */
function devices({ metric, nodeLabels }: BuildContext): Promql {
  const older = metric('cilium_feature_datapath_config', { mode: matching('.+') });
  const newer = metric('cilium_feature_datapath_config', { operational_mode: matching('.+') });
  const either = perMinor(
    { until: '1.19', query: promql`max ${by(older, ...nodeLabels, 'mode')} (${older}) > 0` },
    {
      from: '1.20',
      query: promql`
        label_replace(
          max ${by(newer, ...nodeLabels, 'operational_mode')} (${newer}) > 0, "mode", "$1", "operational_mode", "(.*)"
        )`,
    },
  );
  return promql`${either}`;
}

const renamed = (query: Promql) => promql`label_replace(${query}, "mode", "$1", "address_family", "(.*)")`;
