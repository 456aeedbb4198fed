import { defineDashboard, row } from '../../src/define.ts';
import { agentStarts, versionChanges } from '../shared/restarts.ts';
import { nodeVariable } from '../shared/variables.ts';
import { agentTiles } from './nodes/agent-tiles.ts';
import { dependencyTiles } from './nodes/dependency-tiles.ts';
import { sinceWhen } from './nodes/since-when.ts';
import { whichNode } from './nodes/which-node.ts';

export const incidentNodes = defineDashboard({
  uid: 'incident-nodes',
  title: 'Incident / Nodes and agents',
  question: 'Nodes misbehave or new pods do not start: which node, and what does its agent lack?',
  tags: ['incident'],
  neighbours: ['incident-capacity', 'incident-drops', 'cilium-agent', 'cilium-operator', 'cilium-envoy'],
  build: (context) => {
    const board = { context, node: nodeVariable(context, context.metric('cilium_version')) };
    return {
      variables: [board.node],
      annotations: [agentStarts(context), versionChanges(context)],
      rows: [
        row('What is wrong?', [...agentTiles(board), ...dependencyTiles(board)]),
        whichNode(board),
        sinceWhen(board),
      ],
    };
  },
});
