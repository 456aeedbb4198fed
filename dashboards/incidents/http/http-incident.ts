import type { FlowBoard } from '../../shared/flow-board.ts';
import type { HttpTraffic } from '../../shared/http-traffic.ts';

/** What the rows of the board are built from: the same requests as both ends saw them. */
export interface HttpIncident extends FlowBoard {
  readonly server: HttpTraffic;
  readonly client: HttpTraffic;
}
