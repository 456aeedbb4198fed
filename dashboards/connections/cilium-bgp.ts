import { defineDashboard, labelVariable } from '../../src/define.ts';
import { agentStarts } from '../shared/restarts.ts';
import { nodeVariable } from '../shared/variables.ts';
import { bgpHealth } from './bgp/bgp-health.ts';
import { reconciling } from './bgp/reconciling.ts';
import { routes } from './bgp/routes.ts';
import { sessions } from './bgp/sessions.ts';

export const ciliumBgp = defineDashboard({
  uid: 'cilium-bgp',
  title: 'Cilium / BGP',
  question: 'Do all routers know the way to our nodes, and which session is down?',
  tags: ['agent', 'operator'],
  neighbours: ['incident-nodes', 'cilium-agent', 'cilium-egress-gateway', 'cilium-clustermesh'],
  build: (context) => {
    const state = context.metric('cilium_bgp_control_plane_session_state');
    const node = nodeVariable(context, state);
    const peer = labelVariable({
      name: 'peer',
      label: 'Peer',
      description: 'Routers to look at, by address.',
      of: context.metric('cilium_bgp_control_plane_session_state', {}, node),
      values: 'neighbor',
    });
    const board = { context, node, peer };
    return {
      variables: [node, peer],
      annotations: [agentStarts(context)],
      rows: [bgpHealth(board), sessions(board), routes(board), reconciling(board)],
    };
  },
});
