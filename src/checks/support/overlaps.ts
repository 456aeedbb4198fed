import { accepts, hasVariable } from '../../catalog/matchers.ts';
import type { SelectorSubject } from '../subject.ts';

/** A label whose values must not be added up. */
export interface Overlap {
  readonly label: string;
  readonly reason: string;
  /** The values that contain the others; all values are of different kinds when there are none. */
  readonly whole?: readonly string[];
  /** Series summed per agent are a measure of the agent's work, and right. */
  readonly perAgent?: boolean;
}

const STATISTIC = (label: string): Overlap => ({ label, reason: 'its values are different statistics of one thing' });

/** Source: metric definitions of Cilium 1.16 to 1.20 (pkg/metrics, pkg/endpoint, pkg/proxy, pkg/hubble/metrics, pkg/ipam). */
const OVERLAPS: Readonly<Record<string, Overlap>> = {
  cilium_policy_l7_total: { label: 'rule', reason: 'received contains forwarded and denied', whole: ['received'] },
  cilium_endpoint_regeneration_time_stats_seconds: {
    label: 'scope',
    reason: 'total contains the other scopes',
    whole: ['total'],
  },
  cilium_proxy_upstream_reply_seconds: {
    label: 'scope',
    reason: 'totalTime contains the other scopes',
    whole: ['totalTime'],
  },
  cilium_agent_bootstrap_seconds: { label: 'scope', reason: 'overall contains the other scopes', whole: ['overall'] },
  cilium_identity_label_sources: { label: 'source', reason: 'one identity is counted under several sources' },
  cilium_operator_ipam_nodes: { label: 'category', reason: 'total contains the other categories', whole: ['total'] },
  cilium_operator_ipam_ips: STATISTIC('type'),
  cilium_api_limiter_processing_duration_seconds: STATISTIC('value'),
  cilium_api_limiter_wait_duration_seconds: STATISTIC('value'),
  cilium_api_limiter_rate_limit: STATISTIC('value'),
  cilium_api_limiter_requests_in_flight: STATISTIC('value'),
  hubble_flows_processed_total: {
    label: 'type',
    reason: 'one packet is a flow at every observation point it passes',
    perAgent: true,
  },
};

/** The label whose overlapping values a selector leaves in; undefined when there is none, or one value is picked. */
export function overlapOf({ form, node }: SelectorSubject): Overlap | undefined {
  const overlap = form && OVERLAPS[form.name];
  if (!overlap) return undefined;
  const matchers = node.matchers.filter(({ label }) => label === overlap.label);
  if (matchers.some(({ value }) => hasVariable(value))) return undefined;
  const picked = (form.values[overlap.label] ?? []).filter((value) =>
    matchers.every((matcher) => accepts(matcher, value)),
  );
  const { whole } = overlap;
  const overlapping = picked.length > 1 && (!whole || picked.some((value) => whole.includes(value)));
  return overlapping ? overlap : undefined;
}
