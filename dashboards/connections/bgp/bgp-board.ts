import type { Promql, VariableDefinition } from '../../../src/define.ts';
import { by, promql } from '../../../src/define.ts';
import type { NodeBoard } from '../../shared/node-board.ts';

/** A board with drop-downs of nodes and of the routers they peer with. */
export interface BgpBoard extends NodeBoard {
  readonly peer: VariableDefinition;
}

/** One session, 1 when established. What a router instance is called changed in 1.20, so it is left out. */
export function session({ context: { metric, nodeLabels }, node, peer }: BgpBoard): Promql {
  const state = metric('cilium_bgp_control_plane_session_state', {}, node, peer);
  return promql`min ${by(state, ...nodeLabels, 'neighbor')} (${state})`;
}
