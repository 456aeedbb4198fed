import type { Promql, Selector } from '../../src/define.ts';
import { by, promql } from '../../src/define.ts';
import { sumRate } from './expressions.ts';
import type { FlowBoard } from './flow-board.ts';
import { unanswered } from './rankings.ts';
import { destinationAsSource, sourceAsDestination } from './turned.ts';

type Flags = Selector<'hubble_tcp_flags_total'>;

/** Attempts to connect and what came back. Packets that policy dropped are in neither. */
export interface TcpHandshakes {
  readonly attempts: Flags;
  /** Sent by the server, so its ends are turned round. */
  readonly accepted: Flags;
  readonly resets: Flags;
  readonly closed: Flags;
  /** Attempts without an answer per second, of all. */
  readonly failed: Promql;
  readonly perServer: { readonly attempts: Promql; readonly failed: Promql };
  readonly perClient: { readonly attempts: Promql; readonly failed: Promql };
}

export function tcpHandshakes({
  context: { metric },
  node,
  filters,
  returning,
  source,
  destination,
}: FlowBoard): TcpHandshakes {
  const flag = (name: 'SYN' | 'RST' | 'FIN') => metric('hubble_tcp_flags_total', { flag: name }, ...filters);
  const attempts = flag('SYN');
  const accepted = metric('hubble_tcp_flags_total', { flag: 'SYN-ACK', ...returning }, node);
  const server = by(attempts, ...destination.labels);
  const client = by(attempts, ...source.labels);
  const perServer = sumRate(attempts, ...destination.labels);
  const perClient = sumRate(attempts, ...source.labels);
  return {
    attempts,
    accepted,
    resets: flag('RST'),
    closed: flag('FIN'),
    failed: unanswered(sumRate(attempts), sumRate(accepted)),
    perServer: {
      attempts: perServer,
      failed: unanswered(
        perServer,
        promql`sum ${server} (${sourceAsDestination(sumRate(accepted, ...source.labels))})`,
      ),
    },
    perClient: {
      attempts: perClient,
      failed: unanswered(
        perClient,
        promql`sum ${client} (${destinationAsSource(sumRate(accepted, ...destination.labels))})`,
      ),
    },
  };
}
