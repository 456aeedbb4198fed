import type { BuildContext, Selector } from '../../src/define.ts';
import type { Clients } from './flow-board.ts';

/** Rcodes that blame the server. Search domains produce Non-Existent Domain all day, so it is not among them. */
export const SERVER_FAULTS = ['Server Failure', 'Query Refused', 'Not Implemented', 'Format Error'] as const;

/** DNS as the agents' proxies see it. */
export interface DnsTraffic {
  /** Sent on to a server; refused ones are not among them. */
  readonly queries: Selector<'hubble_dns_queries_total'>;
  /** Refused by an L7 policy: counted as queries, never answered. */
  readonly refused: Selector<'hubble_dns_queries_total'>;
  readonly responses: Selector<'hubble_dns_responses_total'>;
  readonly failed: Selector<'hubble_dns_responses_total'>;
  readonly unknownNames: Selector<'hubble_dns_responses_total'>;
}

/** Of queries the client is the source, of responses the destination. */
export function dnsTraffic({ metric }: BuildContext, { node, namespace, workload }: Clients): DnsTraffic {
  const client = { destination_namespace: namespace, destination_workload: workload };
  return {
    queries: metric('hubble_dns_queries_total', { rcode: '' }, node, namespace, workload),
    refused: metric('hubble_dns_queries_total', { rcode: 'Policy denied' }, node, namespace, workload),
    responses: metric('hubble_dns_responses_total', client, node),
    failed: metric('hubble_dns_responses_total', { rcode: SERVER_FAULTS, ...client }, node),
    unknownNames: metric('hubble_dns_responses_total', { rcode: 'Non-Existent Domain', ...client }, node),
  };
}
