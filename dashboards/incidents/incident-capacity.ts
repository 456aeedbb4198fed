import { defineDashboard, row } from '../../src/define.ts';
import { agentStarts } from '../shared/restarts.ts';
import { nodeVariable } from '../shared/variables.ts';
import { addressTiles } from './capacity/address-tiles.ts';
import { telemetryTiles } from './capacity/telemetry-tiles.ts';
import { whatGrows } from './capacity/what-grows.ts';
import { whichNode } from './capacity/which-node.ts';
import { lruTile, mapTile, natTile, noRoomTile } from './full-tiles.ts';

export const incidentCapacity = defineDashboard({
  uid: 'incident-capacity',
  title: 'Incident / Capacity and telemetry',
  question: 'What is full or will be, and does the monitoring itself still see everything?',
  tags: ['incident'],
  neighbours: ['incident-drops', 'incident-nodes', 'cilium-datapath', 'cilium-operator', 'hubble-pipeline'],
  build: (context) => {
    const board = { context, node: nodeVariable(context, context.metric('cilium_version')) };
    const full = [mapTile(board), lruTile(board), natTile(board), noRoomTile(board)];
    return {
      variables: [board.node],
      annotations: [agentStarts(context)],
      rows: [
        row('What is wrong?', [...full, ...addressTiles(board), ...telemetryTiles(board)]),
        whichNode(board),
        whatGrows(board),
      ],
    };
  },
});
