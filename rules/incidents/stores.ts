import type { Phase } from '../../src/define.ts';
import { counterSeries, gaugeSeries, incident } from '../../src/define.ts';
import { referenceCluster, smallCluster } from './baseline/clusters.ts';
import { nodeNames } from './baseline/names.ts';

const readiness = (node: string, target_cluster: string, after: number | readonly Phase[]) =>
  gaugeSeries('cilium_clustermesh_remote_cluster_readiness_status', { target_cluster }, { node }, { before: 1, after });

const failures = (node: string, target_cluster: string, before: number, after: readonly Phase[]) =>
  gaugeSeries('cilium_clustermesh_remote_cluster_failures', { target_cluster }, { node }, { before, after });

export const s38RemoteDown = incident({
  name: 's38-remote-cluster-unreachable',
  title: 'A remote cluster of the mesh cannot be reached by any agent',
  evidence: 'grafana/jsonnet-libs#1347, cilium/cilium#29161',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () =>
    nodeNames(50).flatMap((node) => [
      gaugeSeries('cilium_clustermesh_remote_clusters', {}, { node }, { before: 2 }),
      readiness(node, 'prod-b', 0),
      readiness(node, 'prod-c', 1),
      failures(node, 'prod-b', 7, [{ for: '40m', value: 7, to: 47 }]),
      failures(node, 'prod-c', 12, [{ value: 12 }]),
      gaugeSeries(
        'cilium_clustermesh_remote_cluster_last_failure_ts',
        { target_cluster: 'prod-b' },
        { node },
        {
          before: 0,
          after: [{ for: '40m', value: 21_600, to: 24_000 }],
        },
      ),
    ]),
  expect: [
    {
      alert: 'CiliumClusterMeshRemoteDown',
      severity: 'page',
      labels: { cluster: 'prod-a', target_cluster: 'prod-b' },
      within: '10m',
      count: 1,
    },
    {
      alert: 'CiliumClusterMeshRemoteUnstable',
      severity: 'ticket',
      labels: { target_cluster: 'prod-b' },
      within: '20m',
      count: 1,
    },
  ],
  silent: [
    { alert: 'CiliumClusterMeshRemoteDown', labels: { target_cluster: 'prod-c' } },
    { alert: 'CiliumClusterMeshRemoteUnstable', labels: { target_cluster: 'prod-c' } },
    { alert: 'CiliumKVStoreMeshRemoteDown' },
  ],
});

export const oneAgentCutOff = incident({
  name: 'remote-cluster-lost-by-one-agent',
  title: 'One agent of three has no connection to a remote cluster; the others failed long ago, and twice today',
  evidence: 'grafana/jsonnet-libs (rate of failures), samber (latches after one failure)',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () => [
    readiness('n01', 'prod-b', 0),
    ...['n02', 'n03'].flatMap((node) => [
      readiness(node, 'prod-b', 1),
      readiness(node, 'prod-c', 1),
      failures(node, 'prod-c', 3, [{ for: '20m', value: 4 }, { value: 5 }]),
    ]),
  ],
  expect: [
    {
      alert: 'CiliumClusterMeshRemoteUnstable',
      severity: 'ticket',
      labels: { cluster: 'prod-a', target_cluster: 'prod-b' },
      within: '17m',
      count: 1,
    },
  ],
  silent: [
    { alert: 'CiliumClusterMeshRemoteDown' },
    { alert: 'CiliumClusterMeshRemoteUnstable', labels: { target_cluster: 'prod-c' } },
  ],
});

const cached = (pod: string, target_cluster: string, after: number | readonly Phase[]) =>
  gaugeSeries(
    'cilium_kvstoremesh_remote_cluster_readiness_status',
    { target_cluster },
    { component: 'kvstoremesh', labels: { pod } },
    { before: 1, after },
  );

const syncErrors = (source_cluster: string, after: readonly Phase[] | number) =>
  counterSeries(
    'cilium_kvstoremesh_kvstore_sync_errors_total',
    { scope: 'nodes/v1', source_cluster },
    { component: 'kvstoremesh' },
    { before: 'absent', after },
  );

export const kvStoreMeshRemoteDown = incident({
  name: 'kvstoremesh-remote-down',
  title: 'KVStoreMesh loses a remote cluster and cannot write what it knows; agents stay connected to the cache',
  evidence: 'grafana/jsonnet-libs#1347; projectsyn/component-cilium',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () => [cached('first', 'prod-b', 0), cached('second', 'prod-b', 0), syncErrors('prod-b', 0.1)],
  expect: [
    {
      alert: 'CiliumKVStoreMeshRemoteDown',
      severity: 'page',
      labels: { cluster: 'prod-a', target_cluster: 'prod-b' },
      within: '7m',
      count: 1,
    },
    {
      alert: 'CiliumKVStoreMeshSyncErrors',
      severity: 'ticket',
      labels: { source_cluster: 'prod-b' },
      within: '25m',
      count: 1,
    },
  ],
  silent: [{ alert: 'CiliumClusterMeshRemoteDown' }],
});

export const kvStoreMeshReplica = incident({
  name: 'kvstoremesh-one-replica',
  title: 'One of two KVStoreMesh replicas loses a remote cluster, the other has it; a few writes fail',
  evidence: 'analysis: a near miss of KVStoreMeshRemoteDown',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () => [
    cached('first', 'prod-b', 0),
    cached('second', 'prod-b', 1),
    syncErrors('prod-b', [{ for: '3m', perSecond: 0.05 }, { perSecond: 0 }]),
  ],
  expect: [],
  silent: [{ alert: 'CiliumKVStoreMeshRemoteDown' }, { alert: 'CiliumKVStoreMeshSyncErrors' }],
});

const operations = (
  node: string,
  action: string,
  outcome: 'success' | 'fail',
  before: number | 'absent',
  after: number | readonly Phase[],
) =>
  counterSeries(
    'cilium_kvstore_operations_duration_seconds_count',
    { scope: 'cilium/state/identities/v1', kind: 'etcd', action, outcome },
    { node },
    { before, after },
  );

export const s39LeaseLost = incident({
  name: 's39-agent-loses-its-kvstore-lease',
  title: 'One agent loses its lease: every update fails, reads go on, and no quorum is lost',
  evidence: 'cilium/cilium#42596, PR #42977',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () => [
    ...nodeNames(50).flatMap((node) => [
      operations(node, 'read', 'success', 0.5, 0.5),
      operations(node, 'update', 'success', 0.3, node === 'n33' ? 0 : 0.3),
    ]),
    operations('n33', 'update', 'fail', 'absent', 0.3),
  ],
  expect: [{ alert: 'CiliumKVStoreFailing', severity: 'page', labels: { node: 'n33' }, within: '15m', count: 1 }],
  silent: [{ alert: 'CiliumKVStoreUnavailable' }, { alert: 'CiliumAgentDown' }, { alert: 'CiliumAgentFrozen' }],
});

const small = nodeNames(3);

export const quorumLost = incident({
  name: 'kvstore-quorum-lost',
  title: 'etcd loses its quorum',
  evidence: 'analysis: one store, one page',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () =>
    small.flatMap((node) => [
      operations(node, 'update', 'success', 0.3, 0),
      operations(node, 'update', 'fail', 'absent', 0.3),
      counterSeries(
        'cilium_kvstore_quorum_errors_total',
        { error: 'timeout' },
        { node },
        { before: 'absent', after: 0.02 },
      ),
    ]),
  expect: [
    { alert: 'CiliumKVStoreUnavailable', severity: 'page', labels: { cluster: 'prod-a' }, within: '10m', count: 1 },
    { alert: 'CiliumKVStoreFailing', within: '13m', count: 3 },
  ],
  silent: [],
});

export const kvStoreHiccup = incident({
  name: 'kvstore-hiccup',
  title: 'etcd elects a new leader: two minutes of failures, then as before',
  evidence: 'analysis: a near miss of KVStoreFailing',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () =>
    small.flatMap((node) => [
      operations(node, 'update', 'success', 0.3, [{ for: '2m', perSecond: 0 }, { perSecond: 0.3 }]),
      operations(node, 'update', 'fail', 'absent', [{ for: '2m', perSecond: 0.3 }, { perSecond: 0 }]),
      counterSeries(
        'cilium_kvstore_quorum_errors_total',
        { error: 'timeout' },
        { node },
        {
          before: 'absent',
          after: [{ for: '2m', perSecond: 0.02 }, { perSecond: 0 }],
        },
      ),
    ]),
  expect: [],
  silent: [{ alert: 'CiliumKVStoreFailing' }, { alert: 'CiliumKVStoreUnavailable' }],
});
