import { constant, count, histogram } from '../signal.ts';
import type { Row, Rule } from '../site.ts';
import { each, row } from '../site.ts';

/** The other cluster of the mesh, as agents, the operator and KVStoreMesh see it. */
const REMOTE = { target_cluster: 'prod-b' };
const remote = (value: number): Rule => {
  const rows: readonly Row[] = [row(constant(value), REMOTE)];
  return () => rows;
};
const NODES = 6;
const SERVICES = 14;
const ENDPOINTS = 180;

/** What each session of a node says, a router of the rack and its twin. */
const sessions = (signal: (neighbor: string) => ReturnType<typeof constant>) => () =>
  each('neighbor', ['10.0.9.1', '10.0.9.2'], signal);

/** Ways to what is outside of a node: other clusters, routers, encrypted tunnels. */
export const connections: Readonly<Record<string, Rule>> = {
  cilium_clustermesh_remote_clusters: () => [row(constant(1))],
  cilium_clustermesh_remote_cluster_readiness_status: remote(1),
  cilium_clustermesh_remote_cluster_failures: remote(1),
  cilium_clustermesh_remote_cluster_last_failure_ts: ({ startedAt }) => [row(constant(startedAt + 60), REMOTE)],
  cilium_clustermesh_remote_cluster_nodes: remote(NODES),
  cilium_clustermesh_remote_cluster_services: remote(SERVICES),
  cilium_clustermesh_remote_cluster_endpoints: remote(ENDPOINTS),
  cilium_operator_clustermesh_remote_clusters: () => [row(constant(1))],
  cilium_operator_clustermesh_remote_cluster_readiness_status: remote(1),
  cilium_operator_clustermesh_remote_cluster_services: remote(SERVICES),
  cilium_kvstoremesh_remote_clusters: () => [row(constant(1))],
  cilium_kvstoremesh_remote_cluster_readiness_status: remote(1),
  cilium_kvstoremesh_remote_cluster_failures: remote(1),
  cilium_kvstoremesh_remote_cluster_last_failure_ts: ({ startedAt }) => [row(constant(startedAt + 60), REMOTE)],
  cilium_kvstoremesh_kvstore_sync_queue_size: () => [row(count(2, 2), { source_cluster: 'prod-b' })],
  cilium_bgp_control_plane_session_state: sessions(() => constant(1)),
  cilium_bgp_control_plane_advertised_routes: sessions(() => count(12, 1)),
  cilium_bgp_control_plane_received_routes: sessions(() => constant(2)),
  cilium_bgp_control_plane_reconcile_run_duration_seconds: () => [row(histogram(0.05, 0.004))],
  cilium_ipsec_keys: () => [row(constant(1))],
  cilium_ipsec_xfrm_states: () => each('direction', ['in', 'out'], () => constant(4)),
  cilium_ipsec_xfrm_policies: () => each('direction', ['in', 'out', 'fwd'], () => constant(4)),
  cilium_operator_mcsapi_serviceexport_status_condition: () => [
    row(constant(1), { condition: 'Valid', status: 'true', reason: 'Valid' }),
  ],
};
