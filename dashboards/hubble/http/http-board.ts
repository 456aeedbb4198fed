import type { FlowBoard } from '../../shared/flow-board.ts';
import type { HttpTraffic, Reporter } from '../../shared/http-traffic.ts';

/** What the rows of the HTTP board are built from. Rows show the server's view; the client's has a row of its own. */
export interface HttpBoard extends FlowBoard {
  readonly seen: Readonly<Record<Reporter, HttpTraffic>>;
}

/** Hubble's histogram ends here, in seconds (client_golang's default buckets): slower requests look no slower. */
export const CAP = 10;
export const CAPPED = `The histogram ends at ${CAP} s: a line at ${CAP} s may be any time above.`;
