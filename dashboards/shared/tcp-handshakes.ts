import { by, promql } from '../../src/define.ts';
import type { Promql, Selector } from '../../src/define.ts';
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

export function tcpHandshakes({ context: { metric }, node, filters, returning, source, destination }: FlowBoard): TcpHandshakes {
  const flag = (name: 'SYN' | 'RST' | 'FIN') => metric('hubble_tcp_flags_total', { flag: name }, ...filters);
  const attempts = flag('SYN');
  const accepted = metric('hubble_tcp_flags_total', { flag: 'SYN-ACK', ...returning }, node);
  const server = by(attempts, ...destination.labels);
  const client = by(attempts, ...source.labels);
  const asked = promql`rate(${attempts}[$__rate_interval])`;
  const answered = promql`rate(${accepted}[$__rate_interval])`;
  const perServer = promql`sum ${server} (${asked})`;
  const perClient = promql`sum ${client} (${asked})`;
  return {
    attempts,
    accepted,
    resets: flag('RST'),
    closed: flag('FIN'),
    failed: unanswered(promql`sum(${asked})`, promql`sum(${answered})`),
    perServer: {
      attempts: perServer,
      failed: unanswered(perServer, promql`sum ${server} (${sourceAsDestination(answered)})`),
    },
    perClient: {
      attempts: perClient,
      failed: unanswered(perClient, promql`sum ${client} (${destinationAsSource(answered)})`),
    },
  };
}
