import { defineDashboard } from '../../src/define.ts';
import { flowBoard } from '../shared/flow-board.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { agentStarts } from '../shared/restarts.ts';
import { policyTiles } from './policy/policy-tiles.ts';
import { sinceWhen } from './policy/since-when.ts';
import { whoIsDenied } from './policy/who-is-denied.ts';

export const incidentPolicy = defineDashboard({
  uid: 'incident-policy',
  title: 'Incident / Denied by policy',
  question: 'Connections are denied: whose, since when, and did somebody want that?',
  tags: ['incident'],
  neighbours: ['incident-drops', 'incident-dns', 'incident-capacity', 'hubble-drops', 'cilium-agent'],
  build: (context) => {
    const board = flowBoard(context, 'hubble_drop_total');
    return {
      variables: board.filters,
      annotations: [policyChanges(context), agentStarts(context)],
      rows: [policyTiles(board), sinceWhen(board), whoIsDenied(board)],
    };
  },
});
