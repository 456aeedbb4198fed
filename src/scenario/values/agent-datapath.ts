import mapFile from '../../catalog/data/map-names.json' with { type: 'json' };
import { constant, count, counter, gauge, histogram, smoothCounter } from '../signal.ts';
import type { Row, Rule } from '../site.ts';
import { each, row } from '../site.ts';

interface MapRow {
  readonly name: string;
  readonly pinned: string;
  readonly capacity?: number;
  readonly in?: readonly string[];
}
const maps: readonly MapRow[] = mapFile.rows;

/** Every policy map of a node in one series; the name carries the map's version, which no source ties to a minor. */
const POLICY_MAPS: Readonly<Record<string, string>> = {
  '1.16': 'cilium_policy_*',
  '1.17': 'cilium_policy_v2_*',
  '1.18': 'cilium_policy_v2_*',
  '1.19': 'cilium_policy_v2_*',
  '1.20': 'cilium_policy_v3_*',
};

const PRESSURE: Readonly<Record<string, number>> = {
  ct4_global: 0.32,
  ct_any4_global: 0.14,
  snat_v4_external: 0.21,
  ipcache_v2: 0.06,
  lxc: 0.05,
};

const packets = (scale: number): Row[] => [
  row(counter(5200 * scale), { direction: 'INGRESS' }),
  row(counter(4800 * scale), { direction: 'EGRESS' }),
];

/** Healthy drops: someone is kept out by policy, and some noise that no one misses. */
const drops = (scale: number): Row[] => [
  row(counter(0.06 * scale), { reason: 'Policy denied', direction: 'INGRESS' }),
  row(counter(0.04 * scale), { reason: 'Policy denied', direction: 'EGRESS' }),
  row(counter(0.03 * scale), { reason: 'Unsupported L3 protocol', direction: 'EGRESS' }),
  row(counter(0.01 * scale), { reason: 'Invalid source ip', direction: 'EGRESS' }),
];

const REGENERATION: Readonly<Record<string, number>> = {
  total: 0.3,
  bpfCompilation: 0.05,
  bpfLoadProg: 0.12,
  bpfWaitForELF: 0.001,
  mapSync: 0.002,
  policyCalculation: 0.004,
  prepareBuild: 0.01,
  proxyConfiguration: 0.001,
  proxyPolicyCalculation: 0.001,
  proxyWaitForAck: 0.005,
  waitingForCTClean: 0.0005,
  waitingForLock: 0.0005,
  waitingForPolicyRepository: 0.0005,
};

/** Datapath, endpoints and policy of one agent, 30 pods on its node. Rates of a node in a busy cluster. */
export const agentDatapath: Readonly<Record<string, Rule>> = {
  cilium_forward_count_total: () => packets(1),
  cilium_forward_bytes_total: () => packets(620),
  cilium_drop_count_total: () => drops(1),
  cilium_drop_bytes_total: () => drops(78),
  cilium_bpf_map_capacity: () => [
    ...maps.flatMap(({ pinned, capacity }) =>
      capacity && capacity !== 65_536 && !pinned.includes('<') ? row(constant(capacity), { map_group: pinned }) : [],
    ),
    row(constant(65_536), { map_group: 'default' }),
    row(constant(16_384), { map_group: 'endpoint_policy' }),
  ],
  cilium_bpf_map_ops_total: () =>
    maps
      .filter((map) => map.in?.includes('bpf_map_ops_total'))
      .flatMap(({ name }) =>
        ['update', 'delete'].map((operation) =>
          row(counter(/^ct|snat/.test(name) ? 4 : 0.1), { map_name: name, operation, outcome: 'success' }),
        ),
      ),
  cilium_bpf_map_pressure: ({ minor }) => [
    ...Object.entries(PRESSURE).map(([map, share]) => row(gauge(share, share * 0.3), { map_name: map })),
    row(gauge(0.11, 0.03), { map_name: POLICY_MAPS[minor] ?? 'cilium_policy_*' }),
  ],
  cilium_bpf_maps: () => [row(count(48, 1))],
  cilium_bpf_progs: () => [row(count(380, 6))],
  cilium_datapath_conntrack_gc_entries: () => [
    row(count(21_000, 4000), { family: 'ipv4', protocol: 'TCP', status: 'alive' }),
    row(count(6000, 900), { family: 'ipv4', protocol: 'TCP', status: 'deleted' }),
    row(count(3200, 500), { family: 'ipv4', protocol: 'non-TCP', status: 'alive' }),
    row(count(2500, 400), { family: 'ipv4', protocol: 'non-TCP', status: 'deleted' }),
  ],
  cilium_datapath_conntrack_gc_interval_seconds: () => [row(gauge(300, 60), { global: 'global' })],
  cilium_datapath_conntrack_gc_runs_total: () => each('protocol', ['TCP', 'non-TCP'], () => counter(1 / 300)),
  cilium_datapath_conntrack_gc_duration_seconds: () =>
    each('protocol', ['TCP', 'non-TCP'], () => histogram(1 / 300, 0.04)),
  cilium_datapath_conntrack_gc_key_fallbacks_total: () => each('protocol', ['TCP', 'non-TCP'], () => constant(0)),
  cilium_datapath_conntrack_dump_resets_total: () => [row(constant(0))],
  cilium_datapath_nat_gc_entries: () => [
    row(count(900), { direction: 'egress', status: 'alive' }),
    row(count(120), { direction: 'egress', status: 'deleted' }),
  ],
  cilium_datapath_signals_handled_total: () => [
    row(constant(3), { signal: 'ct_fill_up', data: 'ipv4', status: 'received' }),
  ],
  cilium_nat_endpoint_max_connection: () => [
    row(gauge(0.004), { family: 'ipv4' }),
    row(constant(0), { family: 'ipv6' }),
  ],
  cilium_fragmented_count_total: () => each('direction', ['INGRESS', 'EGRESS'], () => counter(0.5)),
  cilium_mtu_error_message_total: () => each('direction', ['INGRESS', 'EGRESS'], () => counter(0.01)),
  cilium_endpoint_regeneration_time_stats_seconds: ({ form }) =>
    (form.values['scope'] ?? []).map((scope) =>
      row(histogram(0.02, REGENERATION[scope] ?? 0.01), { scope, status: 'success' }),
    ),
  cilium_endpoint_regenerations_total: () => [
    row(counter(0.02), { outcome: 'success', error: '' }),
    row(constant(0), { outcome: 'fail', error: '' }),
  ],
  cilium_endpoint_state: () =>
    each(
      'endpoint_state',
      ['ready', 'waiting-for-identity', 'waiting-to-regenerate', 'regenerating', 'restoring'],
      (state) => (state === 'ready' ? count(30, 2) : constant(0)),
    ),
  cilium_endpoint: () => [row(count(30, 2))],
  cilium_policy_change_total: ({ form }) => [
    row(counter(0.002), { outcome: 'success', source: 'k8s', operation: 'update' }),
    ...(form.labels.includes('source')
      ? [row(counter(0.001), { outcome: 'success', source: 'k8s', operation: 'delete' })]
      : []),
    row(constant(0), { outcome: 'fail', source: 'k8s', operation: 'update' }),
  ],
  cilium_policy_l7_total: () =>
    ['fqdn', 'envoy'].flatMap((proxy_type) =>
      ['received', 'forwarded', 'denied', 'parse_errors'].map((rule) =>
        row(rule === 'received' || rule === 'forwarded' ? counter(9) : constant(0), { proxy_type, rule }),
      ),
    ),
  cilium_policy_endpoint_enforcement_status: () => [
    row(count(8), { enforcement: 'none' }),
    row(count(14), { enforcement: 'ingress' }),
    row(count(8), { enforcement: 'both' }),
  ],
  cilium_policy_missing_proxy_redirects: () => [row(constant(0))],
  cilium_proxy_redirects: () => [row(count(3), { protocol_l7: 'http' }), row(count(2), { protocol_l7: 'dns' })],
  cilium_proxy_upstream_reply_seconds: ({ form }) =>
    (form.values['scope'] ?? []).map((scope) =>
      row(histogram(9, scope === 'upstreamTime' || scope === 'totalTime' ? 0.004 : 0.0003), {
        scope,
        error: '',
        protocol_l7: 'dns',
      }),
    ),
  cilium_process_cpu_seconds_total: () => [row(smoothCounter(0.18))],
  cilium_process_resident_memory_bytes: () => [row(gauge(3.4e8, 2e7))],
};
