import { defineDashboard } from '../../src/define.ts';
import { flowBoard } from '../shared/flow-board.ts';
import { policyChanges } from '../shared/policy-changes.ts';
import { agentStarts } from '../shared/restarts.ts';
import { egressHealth } from './egress/egress-health.ts';
import { gateways } from './egress/gateways.ts';
import { withoutGateway } from './egress/without-gateway.ts';

export const ciliumEgressGateway = defineDashboard({
  uid: 'cilium-egress-gateway',
  title: 'Cilium / Egress gateway',
  question: 'Do pods that must leave through a gateway get out, and are the gateways near a limit?',
  tags: ['agent', 'hubble'],
  neighbours: ['incident-drops', 'incident-capacity', 'cilium-datapath', 'hubble-drops', 'cilium-bgp'],
  build: (context) => {
    const board = flowBoard(context, 'hubble_drop_total');
    return {
      variables: board.filters,
      annotations: [policyChanges(context), agentStarts(context)],
      rows: [egressHealth(board), withoutGateway(board), gateways(board)],
    };
  },
});
