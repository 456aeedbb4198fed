import { defineDashboard } from '../../src/define.ts';
import { flowBoard } from '../shared/flow-board.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { agentStarts, versionChanges } from '../shared/restarts.ts';
import { dropTiles } from './drops/drop-tiles.ts';
import { whichNode } from './drops/which-node.ts';
import { whichReason } from './drops/which-reason.ts';
import { whichWorkload } from './drops/which-workload.ts';

export const incidentDrops = defineDashboard({
  uid: 'incident-drops',
  title: 'Incident / Packet drops',
  question: 'Packets are lost: why, where, and whose?',
  tags: ['incident'],
  neighbours: ['incident-policy', 'incident-capacity', 'incident-nodes', 'hubble-drops', 'cilium-datapath'],
  build: (context) => {
    const board = flowBoard(context, 'hubble_drop_total');
    return {
      variables: board.filters,
      annotations: [policyChanges(context), agentStarts(context), versionChanges(context)],
      rows: [dropTiles(board), whichReason(board), whichNode(board), whichWorkload(board)],
    };
  },
});
