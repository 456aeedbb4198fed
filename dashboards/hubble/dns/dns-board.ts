import type { BuildContext, Promql } from '../../../src/define.ts';
import { by, promql } from '../../../src/define.ts';
import type { DnsTraffic } from '../../shared/dns-traffic.ts';
import { dnsTraffic } from '../../shared/dns-traffic.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { Clients, End } from '../../shared/flow-board.ts';
import { endOf } from '../../shared/flow-board.ts';
import { destinationAsSource } from '../../shared/turned.ts';

/** What the rows of the DNS board are built from. */
export interface DnsBoard {
  readonly context: BuildContext;
  readonly clients: Clients;
  readonly traffic: DnsTraffic;
  /** The end that asks: of queries it is the source. */
  readonly client: End;
  /** The end that answers: of responses it is the source. */
  readonly server: End;
  /** Responses per second by client, under the labels that queries have. */
  readonly byClient: (responses: DnsTraffic['responses']) => Promql;
}

export function dnsBoard(context: BuildContext, clients: Clients): DnsBoard {
  const traffic = dnsTraffic(context, clients);
  const [source, destination] = [endOf(context, 'source'), endOf(context, 'destination')];
  return {
    context,
    clients,
    traffic,
    client: source,
    server: source,
    byClient: (responses) =>
      promql`sum ${by(responses, ...source.labels)} (${destinationAsSource(sumRate(responses, ...destination.labels))})`,
  };
}
