import { counterSeries, incident } from '../../../src/define.ts';
import { healthyCluster, referenceCluster, smallCluster } from '../baseline/clusters.ts';
import { nodeNames, nodesOf } from '../baseline/names.ts';

export const s04 = incident({
  name: 's04-l2-control-frames',
  title: 'Spanning tree and LLDP frames are dropped on every node, for ever',
  evidence: 'cilium/cilium#30754, cilium/cilium-cli#2436, cilium/cilium#18347',
  baseline: referenceCluster,
  lasts: '4h',
  moves: () => [
    ...nodeNames(50).map((node) =>
      counterSeries(
        'cilium_drop_count_total',
        { reason: 'Unsupported L2 protocol', direction: 'INGRESS' },
        { node },
        { before: 3 },
      ),
    ),
    ...nodesOf(11, 12).map((node) =>
      counterSeries(
        'cilium_drop_count_total',
        { reason: 'CT: Unknown L4 protocol', direction: 'INGRESS' },
        { node },
        { before: 2 },
      ),
    ),
  ],
  expect: [],
  silent: [{ alert: 'CiliumDropsNewReason' }],
});

export const s05 = incident({
  name: 's05-stale-destinations-at-scale-down',
  title: 'Three hundred pods go away; packets still sent to them are dropped for three minutes',
  evidence: 'cilium/hubble#440 sample output; analysis',
  // 25 nodes: in its tests promtool holds 10,000 samples of a subquery at most
  baseline: (context) => healthyCluster(context, 'prod-a', nodeNames(25)),
  history: '25h',
  step: '2m',
  lasts: '2h',
  moves: () =>
    nodesOf(1, 20).map((node) =>
      counterSeries(
        'cilium_drop_count_total',
        { reason: 'Stale or unroutable IP', direction: 'EGRESS' },
        { node },
        // the day before as well
        {
          before: [{ for: '20h', perSecond: 0, value: 1000 }, { for: '4m', perSecond: 50 }, { perSecond: 0 }],
          after: [{ for: '4m', perSecond: 50 }, { perSecond: 0 }],
        },
      ),
    ),
  expect: [],
  silent: [{ alert: 'CiliumDropsNewReason', labels: { reason: 'Stale or unroutable IP' } }],
});

export const s06 = incident({
  name: 's06-reason-never-seen',
  title: 'A drop reason is seen for the first time: forty packets at once, then quiet',
  evidence: 'prometheus/prometheus#1673, rudderlabs/rudder-transformer#5373',
  baseline: referenceCluster,
  lasts: '1h30m',
  moves: () => [
    counterSeries(
      'cilium_drop_count_total',
      { reason: 'Missed tail call', direction: 'EGRESS' },
      { node: 'n22' },
      {
        before: 'absent',
        after: [
          { for: '1m', absent: 'gone' },
          { value: 40, perSecond: 0 },
        ],
      },
    ),
  ],
  expect: [
    {
      alert: 'CiliumDropsNewReason',
      severity: 'ticket',
      labels: { reason: 'Missed tail call' },
      within: '10m',
      count: 1,
      clears: true,
    },
  ],
  silent: [],
});

export const reasonReturns = incident({
  name: 'drop-reason-returns',
  title: 'A reason that was quiet for more than a day comes back, another that never was quiet goes on',
  evidence: 'analysis: unseen for 24 hours is not the same as never seen',
  baseline: smallCluster,
  history: '26h',
  step: '2m',
  lasts: '1h',
  moves: () => [
    counterSeries(
      'cilium_drop_count_total',
      { reason: 'FIB lookup failed', direction: 'EGRESS' },
      { node: 'n02' },
      { before: [{ value: 900, perSecond: 0 }], after: [{ for: '4m', perSecond: 1 }, { perSecond: 0 }] },
    ),
    counterSeries(
      'cilium_drop_count_total',
      { reason: 'Service backend not found', direction: 'SERVICE' },
      { node: 'n01' },
      { before: 0.01, after: 0.2 },
    ),
  ],
  expect: [
    {
      alert: 'CiliumDropsNewReason',
      severity: 'ticket',
      labels: { reason: 'FIB lookup failed' },
      within: '4m',
      count: 1,
    },
  ],
  silent: [{ alert: 'CiliumDropsNewReason', labels: { reason: 'Service backend not found' } }],
});

export const s08 = incident({
  name: 's08-routing-broken-on-one-node',
  title: 'One node of fifty finds no route',
  evidence: 'analysis; cilium/cilium#44428 (one node of about 40, no logs)',
  baseline: referenceCluster,
  lasts: '1h30m',
  moves: () => [
    counterSeries(
      'cilium_drop_count_total',
      { reason: 'FIB lookup failed', direction: 'EGRESS' },
      { node: 'n31' },
      { before: 0, after: 400 },
    ),
  ],
  expect: [
    // 400 of 10,400 packets: 3.85 % reach 14.4 times the budget of an hour after 22 minutes
    {
      alert: 'CiliumNodePacketDropsSLOBurn',
      severity: 'page',
      labels: { node: 'n31', slo_tier: '1' },
      within: '24m',
      notBefore: '20m',
      count: 1,
    },
    // and 6 times the budget of six hours, which are known by records, after 56
    {
      alert: 'CiliumNodePacketDropsSLOBurn',
      severity: 'page',
      labels: { node: 'n31', slo_tier: '2' },
      within: '62m',
      notBefore: '54m',
      count: 1,
    },
    { alert: 'CiliumNodePacketDropsSLOBurn', severity: 'ticket', labels: { node: 'n31' }, within: '1h' },
  ],
  silent: [{ alert: 'CiliumPacketDropsSLOBurn' }, { alert: 'CiliumConntrackInsertionFailed' }],
});
