import { constant, counter, gauge } from '../signal.ts';
import type { Rule } from '../site.ts';
import { row } from '../site.ts';
import { flow } from '../values/hubble.ts';
import { DENIED, WORLD } from '../workloads.ts';
import type { Fault } from './fault.ts';
import { alike, onOneNode } from './fault.ts';

const REMOTE = { target_cluster: 'prod-b' };
const unready: Rule = () => [row(constant(0), REMOTE)];
const failures: Rule = () => [row(counter(0.02, 1), REMOTE)];
const storeErrors: Rule = () => [row(counter(0.1), { source_cluster: 'prod-b' })];
const WITHOUT_GATEWAY = ['No egress gateway found', 'No Egress IP configured', 'Traffic is unencrypted'] as const;

export const connectionsLost: Fault = {
  name: 'connections-lost',
  what: 'A remote cluster is gone, and one node has lost its router, its IPsec keys and its egress gateway.',
  features: ['clustermesh', 'clustermesh-apiserver', 'mcsapi', 'kvstore', 'bgp', 'ipsec', 'egress-gateway'],
  moves: {
    ...alike(
      [
        'cilium_clustermesh_remote_cluster_readiness_status',
        'cilium_kvstoremesh_remote_cluster_readiness_status',
        'cilium_operator_clustermesh_remote_cluster_readiness_status',
      ],
      unready,
    ),
    ...alike(
      [
        'cilium_clustermesh_remote_cluster_failures',
        'cilium_kvstoremesh_remote_cluster_failures',
        'cilium_operator_clustermesh_remote_cluster_failures',
      ],
      failures,
    ),
    ...alike(
      ['cilium_kvstoremesh_kvstore_sync_errors_total', 'cilium_clustermesh_apiserver_kvstore_sync_errors_total'],
      storeErrors,
    ),
    cilium_bgp_control_plane_session_state: onOneNode(() => [row(constant(0), { neighbor: '10.0.9.1' })]),
    cilium_bgp_control_plane_advertised_routes: onOneNode(() => [row(constant(0), { neighbor: '10.0.9.1' })]),
    ...alike(
      ['cilium_bgp_control_plane_reconcile_errors_total', 'cilium_bgp_control_plane_reconcile_error_count'],
      onOneNode(() => [row(counter(0.05))]),
    ),
    ...alike(
      [
        'cilium_operator_bgp_control_plane_reconcile_errors_total',
        'cilium_operator_bgp_control_plane_cluster_config_error_count',
      ],
      () => [row(counter(0.05))],
    ),
    cilium_operator_mcsapi_serviceexport_status_condition: () => [
      row(constant(1), { condition: 'Conflict', status: 'false', reason: 'PortConflict' }),
    ],
    cilium_ipsec_keys: onOneNode(() => [row(constant(2))]),
    cilium_ipsec_xfrm_error: onOneNode(() => [
      row(counter(0.4), { type: 'inbound', error: 'no_state' }),
      row(counter(0.1), { type: 'outbound', error: 'template_mismatched' }),
    ]),
    cilium_bpf_map_pressure: onOneNode(() => [row(gauge(0.92, 0.01), { map_name: 'egress_gw_policy_v4' })]),
    cilium_drop_count_total: onOneNode(() =>
      WITHOUT_GATEWAY.map((reason) => row(counter(8), { reason, direction: 'EGRESS' })),
    ),
    hubble_drop_total: onOneNode((site) =>
      ['NO_EGRESS_GATEWAY', 'DROP_NO_EGRESS_IP', 'UNENCRYPTED_TRAFFIC'].map((reason) =>
        row(counter(8), { ...flow(site, DENIED.client, WORLD), reason, protocol: 'TCP' }),
      ),
    ),
  },
};
