import type { Mistake } from './mistake.ts';
import { W } from './mistake.ts';

/** Queries of public boards for series that no Cilium of the covered range exposes. */
export const deadQueries: readonly Mistake[] = [
  [
    'the operator board asks for a gauge that was renamed',
    'cilium_operator_ipam_available',
    'metric-known',
    'cilium_operator_ipam_available_ips',
  ],
  [
    'policy triggers are gone',
    `sum(rate(cilium_triggers_policy_update_total${W}))`,
    'metric-known',
    'cilium_policy_incremental_update_duration',
  ],
  [
    'L7 policy denials had a counter of their own',
    `sum(rate(cilium_policy_l7_denied_total${W}))`,
    'metric-known',
    'cilium_policy_l7_total{rule="denied"}',
  ],
  [
    'L7 forwarded requests had a counter of their own',
    `sum(rate(cilium_policy_l7_forwarded_total${W}))`,
    'metric-known',
    'cilium_policy_l7_total{rule="forwarded"}',
  ],
  [
    'L7 parse errors had a counter of their own',
    `sum(rate(cilium_policy_l7_parse_errors_total${W}))`,
    'metric-known',
    'cilium_policy_l7_total{rule="parse_errors"}',
  ],
  [
    'L7 received requests had a counter of their own',
    `sum(rate(cilium_policy_l7_received_total${W}))`,
    'metric-known',
    'cilium_policy_l7_total{rule="received"}',
  ],
  [
    'syscall durations ship switched off',
    `sum(rate(cilium_bpf_syscall_duration_seconds_count${W}))`,
    'metric-switched-on',
    'prometheus.metrics: +cilium_bpf_syscall_duration_seconds',
  ],
  [
    'responses do not exist under httpV2',
    `sum(rate(hubble_http_responses_total${W}))`,
    'hubble-handler',
    'hubble_http_requests_total{status=',
  ],
  [
    'IPAM allocation operations were renamed',
    `sum(rate(cilium_operator_ipam_allocation_ops${W}))`,
    'metric-known',
    'cilium_operator_ipam_ip_allocation_ops',
  ],
  [
    'ENI metrics are called IPAM and EC2 now',
    'cilium_operator_eni_ips',
    'metric-known',
    'cilium_operator_ipam_* and cilium_operator_ec2_*',
  ],
  [
    'EC2 rate limits have api in their name',
    `sum(rate(cilium_operator_ec2_rate_limit_duration_seconds_sum${W}))`,
    'metric-known',
    'cilium_operator_ec2_api_rate_limit_duration_seconds',
  ],
  [
    'operator work queues have k8s in their name',
    'cilium_operator_workqueue_depth',
    'metric-known',
    'cilium_operator_k8s_workqueue_*',
  ],
  [
    'datapath errors have no counter',
    `sum(rate(cilium_datapath_errors_total${W}))`,
    'metric-known',
    'cilium_drop_count_total',
  ],
  [
    'policy import errors, without _total',
    'cilium_policy_import_errors',
    'metric-known',
    'cilium_policy_change_total{outcome=~"fail.*"}',
  ],
  [
    'policy import errors, as a counter',
    `sum(rate(cilium_policy_import_errors_total${W}))`,
    'metric-known',
    'cilium_policy_change_total{outcome=~"fail.*"}',
  ],
  ['BGP peers have a session state', 'cilium_bgp_peer_state', 'metric-known', 'cilium_bgp_control_plane_session_state'],
  [
    'nodes at capacity are a category',
    'cilium_ipam_nodes_at_capacity',
    'metric-known',
    'cilium_operator_ipam_nodes{category="at-capacity"}',
  ],
  [
    'policy enforcement is per endpoint',
    'cilium_policy_enforcement_enabled',
    'metric-known',
    'cilium_policy_endpoint_enforcement_status',
  ],
  ['TCP flags have one flag each', `sum(rate(hubble_tcp_flags_total{flags="SYN"}${W}))`, 'label-known', 'use flag'],
  [
    'endpoints are in an endpoint_state',
    'sum(cilium_endpoint_state{state="ready"})',
    'label-known',
    'use endpoint_state',
  ],
];
