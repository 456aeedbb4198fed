import { agentReasons, hubbleReasons } from '../../catalog/reasons.ts';
import type { DropClass } from '../../catalog/vocabularies.ts';
import { constant, counter, gauge, histogram } from '../signal.ts';
import type { Row, Rule } from '../site.ts';
import { row } from '../site.ts';
import { flow } from '../values/hubble.ts';
import type { Conversation } from '../workloads.ts';
import { COREDNS, DENIED, WORLD } from '../workloads.ts';
import type { Fault } from './fault.ts';
import { onOneNode } from './fault.ts';

const LOSSES = ['capacity', 'routing', 'service', 'datapath', 'transient', 'noise'] as const satisfies DropClass[];

/** Agent counters of given reasons, in both directions. */
const agentDrops = (reasons: readonly string[], perSecond: number): Row[] =>
  reasons.flatMap((reason) =>
    ['INGRESS', 'EGRESS'].map((direction) => row(counter(perSecond / reasons.length / 2), { reason, direction })),
  );

/** The same in Hubble's words, for a conversation. */
const hubbleDrops =
  (reasons: readonly string[], perSecond: number, { client, server }: Conversation = DENIED): Rule =>
  (site) =>
    reasons.map((reason) =>
      row(counter(perSecond / reasons.length), { ...flow(site, client, server), reason, protocol: 'TCP' }),
    );

/** A flow Hubble saw dropped, with its verdict. */
const dropped =
  (perSecond: number): Rule =>
  (site) => {
    const labels = { ...flow(site, DENIED.client, DENIED.server), protocol: 'TCP', subtype: '', verdict: 'DROPPED' };
    return ['Drop', 'PolicyVerdict'].map((type) => row(counter(perSecond), { ...labels, type }));
  };

export const drops: Fault = {
  name: 'drops',
  what: 'One node loses packets for every reason that is a loss: full maps, no route, no backend, datapath errors.',
  moves: {
    cilium_drop_count_total: onOneNode(() => LOSSES.flatMap((kind) => agentDrops(agentReasons(kind), 60))),
    cilium_drop_bytes_total: onOneNode(() => LOSSES.flatMap((kind) => agentDrops(agentReasons(kind), 60 * 80))),
    hubble_drop_total: onOneNode((site) => LOSSES.flatMap((kind) => hubbleDrops(hubbleReasons(kind), 60)(site))),
    hubble_flows_processed_total: onOneNode(dropped(300)),
  },
};

export const policyDenied: Fault = {
  name: 'policy-denied',
  what: 'A new policy keeps out workloads that used to talk, and their DNS names.',
  moves: {
    cilium_drop_count_total: () => agentDrops(agentReasons('policy'), 40),
    cilium_drop_bytes_total: () => agentDrops(agentReasons('policy'), 40 * 80),
    hubble_drop_total: (site) => [
      ...hubbleDrops(hubbleReasons('policy'), 40)(site),
      row(counter(3), { ...flow(site, DENIED.client, COREDNS), protocol: 'UDP', reason: 'POLICY_DENIED' }),
    ],
    hubble_flows_processed_total: dropped(40),
    hubble_flows_to_world_total: (site) => [
      row(counter(12), { ...flow(site, DENIED.client, WORLD), protocol: 'TCP', verdict: 'DROPPED', port: '443' }),
    ],
    hubble_policy_verdicts_total: (site) =>
      ['ingress', 'egress'].map((direction) =>
        row(counter(40), { ...flow(site, DENIED.client, DENIED.server), direction, match: 'none', action: 'dropped' }),
      ),
    hubble_dns_queries_total: (site) => [
      row(counter(3), {
        ...flow(site, DENIED.client, COREDNS),
        rcode: 'Policy denied',
        qtypes: 'A',
        ips_returned: '0',
      }),
    ],
    cilium_policy_l7_total: () =>
      ['fqdn', 'envoy'].map((proxy_type) => row(counter(4), { proxy_type, rule: 'denied' })),
    cilium_proxy_upstream_reply_seconds: () => [
      ...['totalTime', 'policyCheckTime'].map((scope) =>
        row(histogram(3, 0.001), { scope, error: 'denied', protocol_l7: 'dns' }),
      ),
    ],
  },
};

/** Tables of the datapath at their limit. */
export const mapFull: Fault = {
  name: 'map-full',
  what: 'Connection tracking and NAT maps are full: new connections fail, garbage collection does not finish.',
  moves: {
    cilium_bpf_map_pressure: onOneNode(() => [
      row(gauge(0.99, 0.005), { map_name: 'ct4_global' }),
      row(gauge(0.99, 0.005), { map_name: 'snat_v4_external' }),
    ]),
    cilium_bpf_map_ops_total: onOneNode(() =>
      ['ct4_global', 'snat_v4_external', 'lb4_services_v2', 'policy', 'ipcache_v2'].flatMap((map_name) =>
        ['update', 'delete', 'lookup'].map((operation) => row(counter(5), { map_name, operation, outcome: 'fail' })),
      ),
    ),
    cilium_drop_count_total: onOneNode(() => agentDrops(agentReasons('capacity'), 200)),
    cilium_drop_bytes_total: onOneNode(() => agentDrops(agentReasons('capacity'), 200 * 60)),
    hubble_drop_total: onOneNode(hubbleDrops(hubbleReasons('capacity'), 200)),
    hubble_flows_processed_total: onOneNode(dropped(200)),
    cilium_datapath_conntrack_gc_runs_total: onOneNode(() =>
      ['TCP', 'non-TCP'].map((protocol) => row(counter(1 / 60), { family: 'ipv4', protocol, status: 'uncompleted' })),
    ),
    cilium_datapath_conntrack_gc_duration_seconds: onOneNode(() =>
      ['TCP', 'non-TCP'].map((protocol) =>
        row(histogram(1 / 60, 2), { family: 'ipv4', protocol, status: 'uncompleted' }),
      ),
    ),
    cilium_datapath_conntrack_dump_resets_total: onOneNode(() => [row(counter(0.1))]),
    cilium_datapath_conntrack_gc_key_fallbacks_total: onOneNode(() => [row(counter(0.1), { protocol: 'TCP' })]),
    cilium_datapath_signals_handled_total: onOneNode(() => [row(counter(0.1))]),
    cilium_datapath_conntrack_gc_interval_seconds: onOneNode(() => [row(constant(10))]),
    cilium_nat_endpoint_max_connection: onOneNode(() => [row(gauge(0.9, 0.02), { family: 'ipv4' })]),
    cilium_bpf_ratelimit_dropped_total: onOneNode(() => [row(counter(8))]),
  },
};
