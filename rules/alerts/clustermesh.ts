import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, promql } from '../../src/define.ts';

/** The way to the other clusters of a mesh: from every agent, and through KVStoreMesh where it caches for them. */
export const clusterMeshAlerts = defineRules({
  name: 'cilium-clustermesh',
  build: (context) => [
    {
      name: 'clustermesh',
      rules: [remoteDown(context), remoteUnstable(context), kvStoreMeshRemoteDown(context), kvStoreMeshSync(context)],
    },
  ],
});

const next = [
  'cilium clustermesh status',
  'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg troubleshoot clustermesh {{ $labels.target_cluster }}',
  'kubectl -n kube-system logs ds/cilium -c cilium-agent --since=20m | grep -i {{ $labels.target_cluster }}',
];

/** One agent's readiness of one remote cluster, 0 or 1, scraped once or twice. */
function agentReadiness({ metric, nodeLabels, clusterLabels }: RuleContext) {
  const ready = metric('cilium_clustermesh_remote_cluster_readiness_status');
  return {
    ready: promql`max ${by(ready, ...nodeLabels, 'target_cluster')} (${ready})`,
    pair: by(ready, ...clusterLabels, 'target_cluster'),
  };
}

/** Once per pair of clusters: agents that can not all reach it have lost it. Those that still can are counted too. */
function remoteDown(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  const { ready, pair } = agentReadiness(context);
  return alert({
    name: 'CiliumClusterMeshRemoteDown',
    intent: 'ClusterMeshRemoteDown',
    severity: 'page',
    summary: 'A remote cluster of the mesh can not be reached.',
    description: `{{ $value | humanizePercentage }} of the agents${ofCluster} have no connection to cluster {{ $labels.target_cluster }}. They keep what they knew of it: backends and identities there are stale, and new ones are unknown.`,
    expr: promql`count ${pair} (${ready} == 0) / count ${pair} (${ready}) > 0.5`,
    for: '5m',
    labels: [...clusterLabels, 'target_cluster'],
    next,
    board: { dashboard: 'incident-nodes', panel: 'Remote clusters lost' },
    causes: [{ alert: 'CiliumKVStoreMeshRemoteDown', equal: [...clusterLabels, 'target_cluster'] }],
  });
}

/** Failures are counted from the start of an agent and stay for ever, so only new ones say something. */
function remoteUnstable(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, clusterLabels, ofCluster } = context;
  const { ready, pair } = agentReadiness(context);
  const failures = metric('cilium_clustermesh_remote_cluster_failures');
  const failing = promql`max ${by(failures, ...nodeLabels, 'target_cluster')} (increase(${failures}[30m])) >= 3`;
  const pairLabels = [...clusterLabels, 'target_cluster'];
  return alert({
    name: 'CiliumClusterMeshRemoteUnstable',
    intent: 'ClusterMeshRemoteDown',
    severity: 'ticket',
    summary: 'Agents lose their connection to a remote cluster of the mesh.',
    description: `{{ $value }} agents${ofCluster} have no connection to cluster {{ $labels.target_cluster }}, or lost it three times in half an hour. What they know of its services and pods is late.`,
    expr: promql`count ${pair} (${failing} or ${ready} == 0) > 0`,
    for: '15m',
    labels: pairLabels,
    next,
    board: { dashboard: 'incident-nodes', panel: 'Remote clusters lost' },
    causes: [
      { alert: 'CiliumClusterMeshRemoteDown', equal: pairLabels },
      { alert: 'CiliumKVStoreMeshRemoteDown', equal: pairLabels },
    ],
  });
}

/** Replicas of clustermesh-apiserver have a KVStoreMesh each; one that is connected is enough. */
function kvStoreMeshRemoteDown({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const ready = metric('cilium_kvstoremesh_remote_cluster_readiness_status');
  return alert({
    name: 'CiliumKVStoreMeshRemoteDown',
    intent: 'ClusterMeshRemoteDown',
    severity: 'page',
    summary: 'KVStoreMesh has lost a remote cluster.',
    description: `No KVStoreMesh${ofCluster} is connected to cluster {{ $labels.target_cluster }}. Agents stay connected to the cache and look well, but what they read of that cluster is stale.`,
    expr: promql`max ${by(ready, ...clusterLabels, 'target_cluster')} (${ready}) == 0`,
    for: '5m',
    labels: [...clusterLabels, 'target_cluster'],
    next: [
      'cilium clustermesh status',
      'kubectl -n kube-system exec deploy/clustermesh-apiserver -c kvstoremesh -- clustermesh-apiserver kvstoremesh-dbg status --verbose',
      'kubectl -n kube-system logs deploy/clustermesh-apiserver -c kvstoremesh --since=20m',
    ],
    board: { dashboard: 'incident-nodes', panel: 'Remote clusters lost' },
  });
}

function kvStoreMeshSync({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const errors = metric('cilium_kvstoremesh_kvstore_sync_errors_total');
  return alert({
    name: 'CiliumKVStoreMeshSyncErrors',
    intent: 'ClusterMeshRemoteDown',
    severity: 'ticket',
    summary: 'KVStoreMesh can not write what it learns of a remote cluster.',
    description: `KVStoreMesh${ofCluster} has failed {{ $value | humanize }} times in 10 minutes to write data of cluster {{ $labels.source_cluster }} into the local store. Agents read from there, and read too little.`,
    expr: promql`sum ${by(errors, ...clusterLabels, 'source_cluster')} (increase(${errors}[10m])) > 0`,
    // longer than one burst stays in the window
    for: '20m',
    labels: [...clusterLabels, 'source_cluster'],
    next: [
      'kubectl -n kube-system logs deploy/clustermesh-apiserver -c kvstoremesh --since=30m',
      'kubectl -n kube-system logs deploy/clustermesh-apiserver -c etcd --since=30m | tail -50',
      'kubectl -n kube-system get pods -l k8s-app=clustermesh-apiserver -o wide',
    ],
    board: { dashboard: 'incident-nodes', panel: 'Remote clusters lost' },
    causes: [{ alert: 'CiliumKVStoreMeshRemoteDown' }],
  });
}
