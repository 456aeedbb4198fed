/**
 * What must not compile. Checked by `tsc`, never run: a `@ts-expect-error` that is no longer one fails the build.
 */

import type { BuildContext } from '../../src/define.ts';
import { agentReasons, by, hubbleReasons, not, promql } from '../../src/define.ts';

export function wrongNames({ metric, metricOf }: BuildContext): void {
  metric('cilium_drop_count_total', { reason: 'Policy denied', direction: 'INGRESS' });
  metric('hubble_dns_responses_total', { rcode: ['Server Failure', 'Query Refused'] });
  metric('hubble_drop_total', { reason: not('POLICY_DENIED'), source_namespace: 'kube-system' });
  metric('cilium_endpoint_regeneration_time_stats_seconds_bucket', { le: '1' });
  metricOf('agent', 'go_goroutines');

  // @ts-expect-error a metric that never existed
  metric('cilium_agent_up');
  // @ts-expect-error gone since before 1.16
  metric('cilium_policy_import_errors_total');
  // @ts-expect-error histograms have no series of the bare name
  metric('hubble_http_request_duration_seconds');
  // @ts-expect-error the label is endpoint_state
  metric('cilium_endpoint_state', { state: 'ready' });
  // @ts-expect-error the label is flag
  metric('hubble_tcp_flags_total', { flags: 'SYN' });
  // @ts-expect-error rcodes are words
  metric('hubble_dns_responses_total', { rcode: 'SERVFAIL' });
  // @ts-expect-error one wrong value among right ones
  metric('hubble_dns_responses_total', { rcode: ['Server Failure', 'NXDOMAIN'] });
  // @ts-expect-error Hubble names reasons by enum
  metric('hubble_drop_total', { reason: 'Policy denied' });
  // @ts-expect-error the agent names reasons by text
  metric('cilium_drop_count_total', { reason: not('POLICY_DENIED') });
  // @ts-expect-error directions of the agent are upper case
  metric('cilium_drop_count_total', { direction: 'ingress' });
  // @ts-expect-error no such map
  metric('cilium_bpf_map_pressure', { map_name: 'cilium_ct4_global' });
}

export function reasonClasses({ metric }: BuildContext): void {
  metric('cilium_drop_count_total', { reason: agentReasons('policy', 'capacity') });
  metric('hubble_drop_total', { reason: hubbleReasons('policy') });
  // @ts-expect-error reasons of the other vocabulary
  metric('hubble_drop_total', { reason: agentReasons('policy') });
  // @ts-expect-error no such class
  agentReasons('benign');
}

export function wrongGroupings({ metric }: BuildContext): void {
  const drops = metric('cilium_drop_count_total');
  promql`sum ${by(drops, 'reason', 'node')} (rate(${drops}[5m]))`;
  // @ts-expect-error not a label of the series, nor of its target
  by(drops, 'source_namespace');
  // @ts-expect-error text is not checked, so it cannot be put in
  promql`sum(${'cilium_drop_count_total'})`;
}
