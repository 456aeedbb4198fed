import { defineDashboard } from '../../src/define.ts';
import { flowBoard } from '../shared/flow-board.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { flowOverview } from './overview/flow-overview.ts';
import { hubbleTrust } from './overview/hubble-trust.ts';
import { networkHealth } from './overview/network-health.ts';
import { observationPoints } from './overview/observation-points.ts';
import { toTheWorld } from './overview/to-the-world.ts';
import { whoTalks } from './overview/who-talks.ts';

export const hubbleOverview = defineDashboard({
  uid: 'hubble-overview',
  title: 'Hubble / Overview',
  question: 'Is the network well, and can Hubble be believed when it says so?',
  tags: ['hubble'],
  neighbours: [
    'hubble-drops',
    'hubble-dns',
    'hubble-http',
    'hubble-tcp',
    'cilium-datapath',
    'hubble-pipeline',
    'incident-drops',
    'incident-http',
  ],
  build: (context) => {
    const board = flowBoard(context, 'hubble_flows_processed_total');
    return {
      variables: board.filters,
      annotations: [policyChanges(context)],
      rows: [
        networkHealth(board),
        flowOverview(board),
        whoTalks(board),
        hubbleTrust(board),
        observationPoints(board),
        toTheWorld(board),
      ],
    };
  },
});
