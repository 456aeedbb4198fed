import type { Fragment, LabelOf, Promql, RuleContext, Selector } from '../../src/define.ts';
import { by, promql } from '../../src/define.ts';

type Queries = Selector<'hubble_dns_queries_total'>;
type Responses = Selector<'hubble_dns_responses_total'>;

/** Labels the dns handler must write for rules to name a client. */
export const DNS_ENDS = [
  'source_namespace',
  'source_workload',
  'destination_namespace',
  'destination_workload',
] as const;

/** DNS as the agents' proxies see it: only pods under a DNS policy. */
export interface DnsTraffic {
  /** Sent on to a server. A query that policy refused is not among them: it never gets a response. */
  readonly queries: Queries;
  readonly refused: Queries;
  readonly responses: Responses;
  /** NXDOMAIN, as Hubble writes it. */
  readonly unknownNames: Responses;
}

export function dnsTraffic({ metric }: RuleContext): DnsTraffic {
  return {
    queries: metric('hubble_dns_queries_total', { rcode: '' }),
    refused: metric('hubble_dns_queries_total', { rcode: 'Policy denied' }),
    responses: metric('hubble_dns_responses_total'),
    unknownNames: metric('hubble_dns_responses_total', { rcode: 'Non-Existent Domain' }),
  };
}

/** Queries per second over `window`, by labels; of queries the client is the source. */
export function asked(
  of: Queries,
  window: Fragment,
  ...labels: readonly LabelOf<'hubble_dns_queries_total'>[]
): Promql {
  return promql`sum ${by(of, ...labels)} (rate(${of}[${window}]))`;
}

/**
 * Responses per second by client, named as queries name it: of a response the client is the destination.
 * @param end the labels of the client besides the target's: the namespace, or namespace and workload
 */
export function answered(
  of: Responses,
  window: Fragment,
  end: readonly ('namespace' | 'workload')[],
  ...target: readonly LabelOf<'hubble_dns_responses_total'>[]
): Promql {
  const clients = end.map((label) => `destination_${label}` as const);
  const perClient: Promql = promql`sum ${by(of, ...target, ...clients)} (rate(${of}[${window}]))`;
  const named = end.includes('workload')
    ? promql`label_replace(label_replace(${perClient}, "source_namespace", "$1", "destination_namespace", "(.*)"), "source_workload", "$1", "destination_workload", "(.*)")`
    : promql`label_replace(${perClient}, "source_namespace", "$1", "destination_namespace", "(.*)")`;
  const sources = end.map((label) => `source_${label}` as const);
  return promql`sum ${by(of, ...target, ...sources)} (${named})`;
}
