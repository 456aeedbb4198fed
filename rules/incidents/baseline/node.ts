import type { BuildContext, IncidentTarget, SeriesPlan } from '../../../src/define.ts';
import { counterSeries, gaugeSeries } from '../../../src/define.ts';
import { histogramSeries } from './histogram.ts';

/** One node in every this many exposes histograms: enough to judge rules by, and a tenth of the lines. */
const HISTOGRAM_NODES = 10;

/** What the agent, Envoy and Hubble of a healthy node say: 10,000 packets/s forwarded, maps a third full, 30 pods. */
export function nodeBaseline(context: BuildContext, target: IncidentTarget, index: number): readonly SeriesPlan[] {
  return [
    ...targets(target),
    ...datapath(target, context),
    ...agentState(target, context, index),
    ...(index % HISTOGRAM_NODES === 0 ? delays(target) : []),
  ];
}

function targets(target: IncidentTarget): readonly SeriesPlan[] {
  return (['agent', 'hubble', 'envoy'] as const).flatMap((component) => [
    gaugeSeries('up', {}, { ...target, component }, { before: 1 }),
    gaugeSeries('scrape_duration_seconds', {}, { ...target, component }, { before: 0.4 }),
    gaugeSeries('scrape_samples_post_metric_relabeling', {}, { ...target, component }, { before: 8000 }),
  ]);
}

function datapath(target: IncidentTarget, { within }: BuildContext): readonly SeriesPlan[] {
  return [
    counterSeries('cilium_forward_count_total', { direction: 'INGRESS' }, target, { before: 5000 }),
    counterSeries('cilium_forward_count_total', { direction: 'EGRESS' }, target, { before: 5000 }),
    // 0.05/s over a cluster of fifty nodes
    counterSeries('cilium_drop_count_total', { reason: 'Policy denied', direction: 'INGRESS' }, target, {
      before: 0.001,
    }),
    gaugeSeries('cilium_bpf_map_pressure', { map_name: 'ct4_global' }, target, { before: 0.3 }),
    gaugeSeries('cilium_bpf_map_pressure', { map_name: 'snat_v4_external' }, target, { before: 0.3 }),
    gaugeSeries('cilium_bpf_map_pressure', { map_name: 'lb4_backends_v3' }, target, { before: 0.35 }),
    counterSeries('cilium_bpf_map_ops_total', { map_name: 'lxc', operation: 'update', outcome: 'success' }, target, {
      before: 0.2,
    }),
    counterSeries(
      'cilium_datapath_conntrack_gc_runs_total',
      { family: 'ipv4', protocol: 'TCP', status: 'completed' },
      target,
      { before: 0.01 },
    ),
    gaugeSeries('cilium_unreachable_nodes', {}, target, { before: 0 }),
    gaugeSeries('cilium_unreachable_health_endpoints', {}, target, { before: 0 }),
    ...(within({ from: '1.17' })
      ? [gaugeSeries('cilium_nat_endpoint_max_connection', { family: 'ipv4' }, target, { before: 0.4 })]
      : []),
  ];
}

function agentState(target: IncidentTarget, { within }: BuildContext, index: number): readonly SeriesPlan[] {
  return [
    gaugeSeries('cilium_version', { version: '1.20.0' }, target, { before: 0 }),
    // started a day before the test begins, which begins at the epoch
    gaugeSeries('cilium_process_start_time_seconds', {}, target, { before: -86_400 }),
    gaugeSeries('cilium_endpoint_state', { endpoint_state: 'ready' }, target, { before: 30 }),
    counterSeries('cilium_endpoint_regenerations_total', { outcome: 'success' }, target, { before: 0.05 }),
    gaugeSeries('cilium_controllers_failing', {}, target, { before: 0 }),
    gaugeSeries('cilium_policy_max_revision', {}, target, { before: 120 }),
    counterSeries('cilium_policy_change_total', { outcome: 'success' }, target, { before: 0.001 }),
    counterSeries(
      'cilium_api_limiter_processed_requests_total',
      { api_call: 'endpoint-create', outcome: 'success', return_code: '201' },
      target,
      { before: 0.01 },
    ),
    counterSeries(
      'cilium_agent_api_process_time_seconds_count',
      { path: '/v1/endpoint', method: 'GET', return_code: '200' },
      target,
      { before: 0.1 },
    ),
    counterSeries(
      'cilium_k8s_client_api_calls_total',
      { host: '10.96.0.1:443', method: 'GET', return_code: '200' },
      target,
      { before: 0.5 },
    ),
    gaugeSeries('cilium_identity', { type: 'cluster_local' }, target, { before: 900 + 8 * index }),
    gaugeSeries('cilium_ip_addresses', { family: 'ipv4' }, target, { before: 20 }),
    gaugeSeries('cilium_ipam_capacity', { family: 'ipv4' }, target, { before: 110 }),
    gaugeSeries('cilium_proxy_redirects', { protocol_l7: 'http' }, target, { before: 3 }),
    counterSeries(
      'hubble_flows_processed_total',
      { type: 'Trace', subtype: 'to-endpoint', verdict: 'FORWARDED', protocol: 'TCP' },
      target,
      { before: 700 },
    ),
    gaugeSeries(
      'kube_node_info',
      { node: target.node ?? '' },
      { ...target, component: 'kube-state-metrics' },
      { before: 1 },
    ),
    ...(within({ from: '1.18' }) ? [gaugeSeries('cilium_drift_checker_config_delta', {}, target, { before: 0 })] : []),
  ];
}

/** Regeneration and policy delays of a second at most. */
function delays(target: IncidentTarget): readonly SeriesPlan[] {
  return histogramSeries('cilium_policy_implementation_delay', { source: 'k8s' }, target, {
    perSecond: 0.02,
    bounds: ['0.001', '0.01', '0.1', '1', '10'],
    within: { '0.1': 0.5, '1': 0.95, '10': 1 },
  });
}
