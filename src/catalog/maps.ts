/**
 * BPF maps that evict their oldest entry when full (LRU hashes in bpf/lib of Cilium), so that full is how they work:
 * it says nothing of loss until entries are evicted that were in use.
 */
export const CONNTRACK_MAPS = ['ct4_global', 'ct_any4_global', 'ct6_global', 'ct_any6_global'] as const;

export const NAT_MAPS = ['snat_v4_external', 'snat_v6_external'] as const;

export const EVICTING_MAPS = [
  ...CONNTRACK_MAPS,
  ...NAT_MAPS,
  'ipv4_frag_datagrams',
  'ipv6_frag_datagrams',
  'lb4_reverse_sk',
  'lb6_reverse_sk',
  'lb4_affinity',
  'lb6_affinity',
  'nodeport_neigh4',
  'nodeport_neigh6',
  'policystats',
] as const;
