import { accepts } from '../../catalog/matchers.ts';
import type { SelectorSubject } from '../subject.ts';

/** A gauge that every agent sets for the cluster, not for its own node. */
interface SharedView {
  readonly reason: string;
  /** Where only some values of a label are about the cluster. */
  readonly only?: { readonly label: string; readonly value: string };
}

const NODES: SharedView = { reason: 'every agent counts all nodes' };
const PEERS: SharedView = {
  reason: 'every agent counts the peers it cannot reach, so one lost node shows on all others',
};
const POLICIES: SharedView = { reason: 'every agent loads the policies of the whole cluster' };
const REMOTE: SharedView = { reason: 'every agent reports the same remote clusters' };
const CIDR_GROUPS: SharedView = { reason: 'every agent counts the CIDR groups of the whole cluster' };

/** Source: pkg/node/manager, pkg/health, pkg/policy, pkg/identity/cache, pkg/clustermesh of Cilium 1.16 to 1.20. */
const SHARED_VIEWS: Readonly<Record<string, SharedView>> = {
  cilium_nodes_all_num: NODES,
  cilium_unreachable_nodes: PEERS,
  cilium_unreachable_health_endpoints: PEERS,
  cilium_node_health_connectivity_status: PEERS,
  cilium_policy: POLICIES,
  cilium_policy_max_revision: POLICIES,
  cilium_identity: {
    reason: 'every agent counts the identities it knows, the cluster-wide ones among them',
    only: { label: 'type', value: 'cluster_local' },
  },
  cilium_identity_label_sources: { reason: 'every agent counts the identities it knows' },
  cilium_clustermesh_remote_clusters: REMOTE,
  cilium_clustermesh_remote_cluster_nodes: REMOTE,
  cilium_clustermesh_remote_cluster_services: REMOTE,
  cilium_clustermesh_remote_cluster_endpoints: REMOTE,
  cilium_clustermesh_global_services: REMOTE,
  cilium_cidrgroups_referenced: CIDR_GROUPS,
  cilium_cidrgroup_policies: CIDR_GROUPS,
};

/** Why adding up the agents' series is wrong; undefined when each agent speaks for itself. */
export function sharedViewOf({ form, node }: SelectorSubject): string | undefined {
  const view = form?.type === 'gauge' ? SHARED_VIEWS[form.name] : undefined;
  const { only } = view ?? {};
  const isShared = node.matchers.every((matcher) => matcher.label !== only?.label || accepts(matcher, only.value));
  return isShared ? view?.reason : undefined;
}
