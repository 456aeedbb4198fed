import type { Selector } from '../../../src/define.ts';
import { matching, notMatching } from '../../../src/define.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { deniedFlows } from '../../shared/hubble-reasons.ts';

type Drops = Selector<'hubble_drop_total'>;

/** Connections that policy refuses. Pings are apart: every restart sends bursts of them, and no service hangs on them. */
export function denials({ context: { metric }, filters }: FlowBoard): {
  readonly connections: Drops;
  readonly pings: Drops;
} {
  return {
    connections: metric('hubble_drop_total', { reason: deniedFlows, protocol: notMatching('ICMP.*') }, ...filters),
    pings: metric('hubble_drop_total', { reason: deniedFlows, protocol: matching('ICMP.*') }, ...filters),
  };
}
