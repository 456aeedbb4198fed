import { counterSeries, gaugeSeries, incident } from '../../../src/define.ts';
import { referenceCluster, smallCluster } from '../baseline/clusters.ts';
import { nodesOf } from '../baseline/names.ts';

const conntrackStorm = nodesOf(1, 3);

export const s01 = incident({
  name: 's01-conntrack-map-full',
  title: 'The conntrack map of three nodes is full: new connections are dropped',
  evidence: 'cilium/cilium#24177, #35010, #20069',
  baseline: referenceCluster,
  lasts: '1h30m',
  moves: () =>
    conntrackStorm.flatMap((node) => [
      gaugeSeries(
        'cilium_bpf_map_pressure',
        { map_name: 'ct4_global' },
        { node },
        { before: 0.6, after: [{ for: '10m', value: 0.6, to: 1 }, { value: 1 }] },
      ),
      counterSeries(
        'cilium_drop_count_total',
        { reason: 'CT: Map insertion failed', direction: 'INGRESS' },
        { node },
        { before: 0, after: 200 },
      ),
      counterSeries(
        'hubble_drop_total',
        { reason: 'CT_MAP_INSERTION_FAILED', protocol: 'TCP' },
        { node },
        { before: 'absent', after: 200 },
      ),
      counterSeries(
        'cilium_datapath_conntrack_gc_runs_total',
        { family: 'ipv4', protocol: 'TCP', status: 'uncompleted' },
        { node },
        { before: 'absent', after: 1 / 60 },
      ),
    ]),
  expect: [
    {
      alert: 'CiliumConntrackInsertionFailed',
      severity: 'page',
      labels: { node: conntrackStorm },
      within: '5m',
      count: 3,
    },
    {
      alert: 'CiliumBPFMapFull',
      severity: 'page',
      labels: { node: conntrackStorm, map_name: 'ct4_global' },
      within: '16m',
      notBefore: '8m',
      count: 3,
    },
    // 200 of 10,200 packets: 1.96 % reach 14.4 times the budget of an hour after 44 minutes
    {
      alert: 'CiliumNodePacketDropsSLOBurn',
      severity: 'page',
      labels: { node: conntrackStorm, slo_tier: '1' },
      within: '46m',
      notBefore: '42m',
      count: 3,
    },
    { alert: 'CiliumNodePacketDropsSLOBurn', severity: 'ticket', labels: { node: conntrackStorm }, within: '70m' },
  ],
  silent: [
    { alert: 'CiliumPacketDropsSLOBurn', severity: 'page' },
    { alert: 'HubblePolicyDeniedSurge' },
    { alert: 'HubblePolicyDeniedSustained' },
    { alert: 'HubblePolicyDeniedStorm' },
    { alert: 'CiliumNATMappingFailed' },
  ],
});

export const s02 = incident({
  name: 's02-nat-ports-exhausted',
  title: 'An egress gateway runs out of source ports towards one address',
  evidence: 'cilium/cilium#24177, #33074; Cilium metrics reference (NAT section)',
  baseline: referenceCluster,
  lasts: '30m',
  moves: () => [
    gaugeSeries(
      'cilium_nat_endpoint_max_connection',
      { family: 'ipv4' },
      { node: 'n10' },
      { before: 0.4, after: [{ for: '8m', value: 0.4, to: 0.98 }, { value: 0.98 }] },
    ),
    counterSeries(
      'cilium_drop_count_total',
      { reason: 'No mapping for NAT masquerade', direction: 'EGRESS' },
      { node: 'n10' },
      { before: 'absent', after: [{ for: '8m', absent: 'gone' }, { perSecond: 30 }] },
    ),
  ],
  expect: [
    {
      alert: 'CiliumNATMappingFailed',
      severity: 'page',
      labels: { node: 'n10' },
      within: '13m',
      notBefore: '8m',
      count: 1,
    },
    { alert: 'CiliumNATPortsSaturated', severity: 'ticket', labels: { node: 'n10' }, within: '12m', count: 1 },
  ],
  silent: [{ alert: 'CiliumConntrackInsertionFailed' }, { alert: 'CiliumBPFMapFull' }],
  explains: ['CiliumNodePacketDropsSLOBurn', 'CiliumPacketDropsSLOBurn'],
});

export const insertionBurst = incident({
  name: 'conntrack-insertion-burst',
  title: 'Two thousand insertions fail within a minute, then none; another map goes on evicting',
  evidence: 'analysis: a near miss of S01 and S02',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [
    ...(['CT: Map insertion failed', 'No mapping for NAT masquerade'] as const).map((reason) =>
      counterSeries(
        'cilium_drop_count_total',
        { reason, direction: 'EGRESS' },
        { node: 'n02' },
        { before: 0, after: [{ for: '1m', perSecond: 33 }, { perSecond: 0 }] },
      ),
    ),
    // nothing to change in 1.16, which may not have it
    gaugeSeries(
      'cilium_nat_endpoint_max_connection',
      { family: 'ipv4' },
      { node: 'n02' },
      { before: 0.4, after: [{ for: '3m', value: 0.9 }, { value: 0.5 }] },
    ),
  ],
  expect: [],
  silent: [
    { alert: 'CiliumConntrackInsertionFailed' },
    { alert: 'CiliumNATMappingFailed' },
    { alert: 'CiliumNATPortsSaturated' },
    { alert: 'CiliumBPFMapFull' },
  ],
});
