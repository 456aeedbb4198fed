import type { FlowBoard } from '../../shared/flow-board.ts';
import type { TcpHandshakes } from '../../shared/tcp-handshakes.ts';
import type { Pings } from './pings.ts';

/** What the rows of the TCP board are built from. */
export interface TcpBoard extends FlowBoard {
  readonly handshakes: TcpHandshakes;
  /** Absent without the icmp handler. */
  readonly echo?: Pings;
}
