import type { RecordDefinition, RuleContext } from '../../src/define.ts';
import { promql, record } from '../../src/define.ts';
import { answered, asked, dnsTraffic } from '../shared/dns.ts';

const FIVE_MINUTES = promql`5m`;
const TEN_MINUTES = promql`10m`;

/** Names of the records below. */
export const dnsRecords = {
  /** Queries per second sent on to a server. */
  queries: 'namespace:hubble_dns_queries:rate5m',
  /** Share of them without a response; only where there are enough to tell. */
  unanswered: 'namespace:hubble_dns_unanswered:ratio_rate5m',
  /** Responses per second that say the name does not exist. */
  unknownNames: 'client:hubble_dns_unknown_names:rate10m',
  /** Queries per second that an L7 policy refused, 0 for clients that were never refused. */
  refused: 'client:hubble_dns_refused:rate10m',
} as const;

/**
 * DNS by client namespace. Sixty queries in five minutes are the least a share is made of: a counter's first sample
 * counts for nothing in `rate`, and responses have more series to be born than queries.
 */
export function dnsByNamespace(context: RuleContext): readonly RecordDefinition[] {
  const { queries, responses } = dnsTraffic(context);
  const { clusterLabels } = context;
  const sent = asked(queries, FIVE_MINUTES, ...clusterLabels, 'source_namespace');
  const answers = answered(responses, FIVE_MINUTES, ['namespace'], ...clusterLabels);
  return [
    record({ name: dnsRecords.queries, expr: sent }),
    record({
      name: dnsRecords.unanswered,
      expr: promql`clamp_min(1 - (${answers} or 0 * ${sent}) / (${sent} > 0.2), 0)`,
    }),
  ];
}

/** DNS by client workload, kept for a day to compare with. */
export function dnsByClient(context: RuleContext): readonly RecordDefinition[] {
  const { queries, refused, unknownNames } = dnsTraffic(context);
  const client = [...context.clusterLabels, 'source_namespace', 'source_workload'] as const;
  return [
    record({
      name: dnsRecords.unknownNames,
      expr: answered(unknownNames, TEN_MINUTES, ['namespace', 'workload'], ...context.clusterLabels),
    }),
    record({
      name: dnsRecords.refused,
      expr: promql`${asked(refused, TEN_MINUTES, ...client)} or 0 * ${asked(queries, TEN_MINUTES, ...client)}`,
    }),
  ];
}
