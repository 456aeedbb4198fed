import { defineDashboard, labelVariable } from '../../src/define.ts';
import { agentStarts } from '../shared/restarts.ts';
import { nodeVariable } from '../shared/variables.ts';
import { agentKvstore } from './mesh/agent-kvstore.ts';
import { apiServer } from './mesh/api-server.ts';
import { kvstoreMesh } from './mesh/kvstoremesh.ts';
import { meshHealth } from './mesh/mesh-health.ts';
import { pairs } from './mesh/pairs.ts';
import { serviceExports } from './mesh/service-exports.ts';

export const ciliumClustermesh = defineDashboard({
  uid: 'cilium-clustermesh',
  title: 'Cilium / Cluster mesh',
  question: 'Does every cluster know the others, and how old is what it knows?',
  tags: ['agent', 'operator'],
  neighbours: ['incident-nodes', 'cilium-fleet', 'cilium-agent', 'cilium-bgp', 'cilium-encryption'],
  build: (context) => {
    const ready = context.metric('cilium_clustermesh_remote_cluster_readiness_status');
    const node = nodeVariable(context, ready);
    const remote = labelVariable({
      name: 'remote',
      label: 'Remote cluster',
      description: 'Clusters of the mesh as others see them.',
      of: ready,
      values: 'target_cluster',
    });
    const board = { context, node, remote };
    return {
      variables: [node, remote],
      annotations: [agentStarts(context)],
      rows: [
        meshHealth(board),
        pairs(board),
        kvstoreMesh(board),
        agentKvstore(board),
        apiServer(board),
        serviceExports(board),
      ],
    };
  },
});
