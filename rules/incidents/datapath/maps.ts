import { counterSeries, gaugeSeries, incident } from '../../../src/define.ts';
import { referenceCluster, smallCluster } from '../baseline/clusters.ts';

export const s03 = incident({
  name: 's03-backend-map-fills-on-one-node',
  title: 'The service backend map of one node of fifty fills within six hours',
  evidence: 'giantswarm/prometheus-rules (an average hides one node); grafana/jsonnet-libs; analysis',
  baseline: referenceCluster,
  lasts: '6h30m',
  moves: () => [
    gaugeSeries(
      'cilium_bpf_map_pressure',
      { map_name: 'lb4_backends_v3' },
      { node: 'n17' },
      { before: 0.7, after: [{ for: '6h', value: 0.7, to: 0.97 }, { value: 0.97 }] },
    ),
  ],
  expect: [
    {
      alert: 'CiliumBPFMapPressureHigh',
      severity: 'ticket',
      labels: { node: 'n17', map_name: 'lb4_backends_v3' },
      within: '2h30m',
      notBefore: '2h13m',
      count: 1,
    },
    {
      alert: 'CiliumBPFMapFull',
      severity: 'page',
      labels: { node: 'n17', map_name: 'lb4_backends_v3' },
      within: '5h42m',
      notBefore: '5h33m',
      count: 1,
    },
  ],
  silent: [{ alert: 'CiliumBPFMapSaturatedLRU' }, { alert: 'CiliumConntrackInsertionFailed' }],
});

export const s09 = incident({
  name: 's09-conntrack-saturated',
  title: 'Conntrack evicts live entries on one node, and nothing fails to be inserted',
  evidence: 'cilium/cilium#20068, #20069 (LRU evicts silently)',
  baseline: referenceCluster,
  lasts: '2h',
  moves: () => [
    gaugeSeries('cilium_bpf_map_pressure', { map_name: 'ct4_global' }, { node: 'n05' }, { before: 0.3, after: 1 }),
    counterSeries(
      'cilium_drop_count_total',
      { reason: 'Policy denied', direction: 'INGRESS' },
      { node: 'n05' },
      { before: 0.001, after: 4 },
    ),
  ],
  expect: [
    {
      alert: 'CiliumBPFMapSaturatedLRU',
      severity: 'ticket',
      labels: { node: 'n05', map_name: 'ct4_global' },
      within: '17m',
      count: 1,
    },
  ],
  silent: [
    // a map that evicts is full by design
    { alert: 'CiliumBPFMapPressureHigh' },
    { alert: 'CiliumConntrackInsertionFailed' },
    { alert: 'CiliumBPFMapFull' },
    { alert: 'HubblePolicyDeniedSurge' },
    { alert: 'HubblePolicyDeniedSustained' },
  ],
});

const writes = { map_name: 'lxc', operation: 'update' } as const;

export const mapWritesFail = incident({
  name: 'bpf-map-writes-fail',
  title: 'A third of the endpoint map updates of one node fail',
  evidence: 'analysis: projectsyn/component-cilium compares the parts of a ratio series by series, which is always 1',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () => [
    counterSeries(
      'cilium_bpf_map_ops_total',
      { ...writes, outcome: 'fail' },
      { node: 'n02' },
      { before: 'absent', after: 0.1 },
    ),
  ],
  expect: [
    {
      alert: 'CiliumBPFMapOperationsFailing',
      severity: 'ticket',
      labels: { node: 'n02', map_name: 'lxc' },
      within: '25m',
      count: 1,
    },
  ],
  silent: [],
});

export const mapLookupsMiss = incident({
  name: 'bpf-map-lookups-miss',
  title: 'Lookups and deletions find nothing all day, and one update in a hundred fails',
  evidence: 'deckhouse/deckhouse#7684 (alert deleted as noise); a near miss of bpf-map-writes-fail',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () => [
    ...(['lookup', 'delete'] as const).map((operation) =>
      counterSeries(
        'cilium_bpf_map_ops_total',
        { map_name: 'ct4_global', operation, outcome: 'fail' },
        { node: 'n02' },
        { before: 0, after: 5 },
      ),
    ),
    counterSeries(
      'cilium_bpf_map_ops_total',
      { ...writes, outcome: 'fail' },
      { node: 'n02' },
      { before: 0, after: 0.002 },
    ),
  ],
  expect: [],
  silent: [{ alert: 'CiliumBPFMapOperationsFailing' }],
});

const collections = { family: 'ipv4', protocol: 'TCP' } as const;

export const collectionsGiveUp = incident({
  name: 'conntrack-collections-give-up',
  title: 'Conntrack collections of one node give up, those of another now and then',
  evidence: 'grafana/jsonnet-libs and samber rules alert on any; cilium/cilium#24177',
  baseline: smallCluster,
  history: '1h',
  lasts: '2h',
  moves: () => [
    counterSeries(
      'cilium_datapath_conntrack_gc_runs_total',
      { ...collections, status: 'uncompleted' },
      { node: 'n02' },
      { before: 'absent', after: 0.01 },
    ),
    counterSeries(
      'cilium_datapath_conntrack_gc_runs_total',
      { ...collections, status: 'completed' },
      { node: 'n02' },
      { before: 0.01, after: 0 },
    ),
    counterSeries(
      'cilium_datapath_conntrack_gc_runs_total',
      { ...collections, status: 'uncompleted' },
      { node: 'n03' },
      { before: 0, after: 0.002 },
    ),
  ],
  expect: [
    {
      alert: 'CiliumConntrackGCIncomplete',
      severity: 'ticket',
      labels: { node: 'n02', family: 'ipv4' },
      within: '50m',
      notBefore: '30m',
      count: 1,
    },
  ],
  silent: [{ alert: 'CiliumConntrackGCIncomplete', labels: { node: 'n03' } }],
});
