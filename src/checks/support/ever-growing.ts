/**
 * Gauges that only grow while the process lives: rate() and increase() read them right, their value alone says
 * nothing. Sources: pkg/ipsec (XFRM error counters read from /proc), operator/identitygc, pkg/clustermesh/common.
 */
const EVER_GROWING: ReadonlySet<string> = new Set([
  'cilium_ipsec_xfrm_error',
  'cilium_operator_identity_gc_runs',
  'cilium_clustermesh_remote_cluster_failures',
  'cilium_operator_clustermesh_remote_cluster_failures',
  'cilium_kvstoremesh_remote_cluster_failures',
]);

export function isEverGrowing(family: string): boolean {
  return EVER_GROWING.has(family);
}
