import type { BuildContext, PanelDefinition, SeriesName } from '../../../src/define.ts';
import { barGauge, promql } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';

/**
 * What each handler of hubble.metrics.enabled makes; of a histogram its buckets, which are most of it. Only handlers that
 * other panels read: to count the cost of one is no reason to switch it on.
 */
const FAMILIES: Readonly<Record<string, readonly SeriesName[]>> = {
  dns: ['hubble_dns_queries_total', 'hubble_dns_responses_total', 'hubble_dns_response_types_total'],
  drop: ['hubble_drop_total'],
  flow: ['hubble_flows_processed_total'],
  tcp: ['hubble_tcp_flags_total'],
  icmp: ['hubble_icmp_total'],
  'port-distribution': ['hubble_port_distribution_total'],
  httpV2: ['hubble_http_requests_total', 'hubble_http_request_duration_seconds_bucket'],
  http: ['hubble_http_requests_total', 'hubble_http_responses_total', 'hubble_http_request_duration_seconds_bucket'],
  policy: ['hubble_policy_verdicts_total'],
  'flows-to-world': ['hubble_flows_to_world_total'],
};

/** Series that Prometheus holds now, by family of the handlers in use. */
export function seriesByFamily(context: BuildContext): PanelDefinition {
  const { metric, hubble } = context;
  const families = Object.entries(FAMILIES).flatMap(([handler, series]) => (hubble(handler) ? series : []));
  return barGauge({
    title: 'Series by family',
    description:
      'Series of each family of Hubble, all nodes together: what a handler costs. Take labels from the context options of the largest, or the handler from hubble.metrics.enabled. `ciliascope estimate` says beforehand what a change costs.',
    unit: 'short',
    decimals: 0,
    min: 0,
    thresholds: [{ color: color.notice }],
    width: 8,
    suppress: [{ code: 'double-count-reporter', reason: 'Series are counted, not requests.' }],
    targets: [...new Set(families)].map((family) => ({
      legend: family.replace(/^hubble_|_total$/g, ''),
      query: promql`count(${metric(family)})`,
    })),
  });
}
