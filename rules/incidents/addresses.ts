import type { Phase } from '../../src/define.ts';
import { gaugeSeries, incident } from '../../src/define.ts';
import { referenceCluster, smallCluster } from './baseline/clusters.ts';

const operator = { component: 'operator' } as const;

const identities = (before: number, after: number | readonly Phase[]) =>
  gaugeSeries('cilium_operator_identity_gc_entries', { status: 'alive' }, operator, { before, after });

export const s34IdentitiesCreep = incident({
  name: 's34-identities-creep-towards-the-limit',
  title: 'Identities grow from 52,000 to 60,000 in six hours',
  evidence: 'cilium/cilium#40617, #23970, PR #19999, #13302 (gauge even went negative)',
  baseline: referenceCluster,
  lasts: '6h',
  // what agents refer to, 900 to 1,300 each, is in the baseline
  moves: () => [identities(52_000, [{ for: '6h', value: 52_000, to: 60_000 }])],
  expect: [
    {
      alert: 'CiliumIdentityExhaustionSoon',
      severity: 'ticket',
      labels: { cluster: 'prod-a' },
      within: '30m',
      notBefore: '10m',
      count: 1,
    },
  ],
  silent: [{ alert: 'CiliumIdentityExhausted' }, { alert: 'CiliumNodeIdentityExhaustionSoon' }],
});

export const identitiesExhausted = incident({
  name: 'identities-exhausted',
  title: 'A label with a value per pod uses up the identities within an hour',
  evidence: 'scenarios.md lists the intent IdentityExhausted without an incident; cilium/cilium#40617',
  baseline: smallCluster,
  history: '1h',
  lasts: '2h',
  moves: () => [identities(30_000, [{ for: '1h', value: 30_000, to: 65_000 }, { value: 65_000 }])],
  expect: [
    { alert: 'CiliumIdentityExhausted', severity: 'page', labels: { cluster: 'prod-a' }, within: '65m', count: 1 },
    { alert: 'CiliumIdentityExhaustionSoon', severity: 'ticket', within: '60m', count: 1 },
  ],
  silent: [],
});

export const identitiesGrowing = incident({
  name: 'identities-grow-by-the-day',
  title: 'Identities grow by 10,000 in a day and pass 60 %: at that pace three days are left',
  evidence: 'analysis: the prediction of IdentityExhaustionSoon',
  baseline: smallCluster,
  history: '26h',
  lasts: '16h',
  step: '2m',
  moves: () => [
    identities(31_000, [
      { for: '10h', value: 31_000, to: 41_000 },
      { for: '6h', value: 41_000, to: 45_000 },
    ]),
  ],
  expect: [{ alert: 'CiliumIdentityExhaustionSoon', severity: 'ticket', within: '11h', notBefore: '8h', count: 1 }],
  silent: [{ alert: 'CiliumIdentityExhausted' }],
});

export const identitiesDaily = incident({
  name: 'identities-of-a-nightly-job',
  title: 'At 63 % every night and at 40 % every day, no more than yesterday',
  evidence: 'analysis: a near miss of IdentityExhaustionSoon, which a line through the last hours would predict to end',
  baseline: smallCluster,
  history: '24h',
  lasts: '18h',
  step: '2m',
  moves: () => [
    gaugeSeries('cilium_operator_identity_gc_entries', { status: 'alive' }, operator, {
      before: [
        { for: '6h', value: 26_000, to: 41_000 },
        { for: '6h', value: 41_000, to: 26_000 },
        { for: '12h', value: 26_000 },
      ],
      after: [{ for: '6h', value: 26_000, to: 41_000 }, { for: '6h', value: 41_000, to: 26_000 }, { value: 26_000 }],
    }),
  ],
  expect: [],
  silent: [{ alert: 'CiliumIdentityExhaustionSoon' }],
});

const local = (node: string, after: number) =>
  gaugeSeries('cilium_identity', { type: 'node_local' }, { node }, { before: 4000, after });

export const nodeIdentities = incident({
  name: 'node-identities-run-out',
  title: 'A policy with toFQDNs for a storage service fills the identities of agents',
  evidence: 'grafana/jsonnet-libs (CiliumNodeLocalHighIdentityAllocation)',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => [local('n01', 55_000), local('n02', 56_000), local('n03', 30_000)],
  expect: [
    {
      alert: 'CiliumNodeIdentityExhaustionSoon',
      severity: 'ticket',
      labels: { cluster: 'prod-a' },
      within: '17m',
      count: 1,
    },
  ],
  silent: [{ alert: 'CiliumIdentityExhaustionSoon' }],
});

export const nodeIdentitiesHigh = incident({
  name: 'node-identities-high',
  title: 'Three agents hold 20,000 identities each, 60,000 together',
  evidence: 'analysis: a near miss; a sum over agents would fire',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => ['n01', 'n02', 'n03'].map((node) => local(node, 20_000)),
  expect: [],
  silent: [{ alert: 'CiliumNodeIdentityExhaustionSoon' }],
});

const addresses = (node: string, after: number | readonly Phase[]) => [
  gaugeSeries('cilium_ip_addresses', { family: 'ipv4' }, { node }, { before: 20, after }),
  gaugeSeries('cilium_ipam_capacity', { family: 'ipv4' }, { node }, { before: 30 }),
];

export const s35NoPodAddresses = incident({
  name: 's35-node-pool-out-of-pod-ips',
  title: 'A node has no pod addresses left, and the cloud has none for it',
  evidence: 'cilium PR #24776, grafana/jsonnet-libs#897 (shipped rule was inverted), cilium/cilium#22054',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () => [
    ...addresses('n40', [{ for: '20m', value: 30 }, { value: 26 }]),
    gaugeSeries('cilium_operator_ipam_nodes', { category: 'at-capacity' }, operator, {
      before: 0,
      after: [{ for: '20m', value: 1 }, { value: 0 }],
    }),
    gaugeSeries('cilium_operator_ipam_needed_ips', { target_node: 'n40' }, operator, {
      before: 0,
      after: [{ for: '20m', value: 5 }, { value: 0 }],
    }),
  ],
  expect: [
    {
      alert: 'CiliumIPAMExhausted',
      severity: 'page',
      labels: { node: 'n40', family: 'ipv4' },
      within: '15m',
      count: 1,
      clears: true,
    },
    { alert: 'CiliumIPAMDeficit', severity: 'ticket', labels: { cluster: 'prod-a' }, within: '20m', count: 1 },
  ],
  silent: [{ alert: 'CiliumLBIPAMUnsatisfied' }, { alert: 'CiliumEndpointsNotReady' }],
});

export const fullForMinutes = incident({
  name: 'pod-ips-short-for-minutes',
  title: 'Nodes fill up for five minutes, are almost full for an hour, and get what they ask the cloud for',
  evidence: 'analysis: a near miss of IPAMExhausted',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () => [
    ...addresses('n01', [{ for: '5m', value: 30 }, { value: 22 }]),
    ...addresses('n02', 29),
    gaugeSeries('cilium_operator_ipam_needed_ips', { target_node: 'n01' }, operator, {
      before: 0,
      after: [{ for: '10m', value: 4 }, { value: 0 }],
    }),
    gaugeSeries('cilium_operator_ipam_needed_ips', { target_node: 'n02' }, operator, {
      before: 0,
      after: [{ for: '9m', value: 0 }, { for: '10m', value: 4 }, { value: 0 }],
    }),
  ],
  expect: [],
  silent: [{ alert: 'CiliumIPAMExhausted' }, { alert: 'CiliumIPAMDeficit' }],
});

const unsatisfied = (after: number | readonly Phase[]) =>
  gaugeSeries('cilium_operator_lbipam_services_unsatisfied', {}, operator, { before: 0, after });

export const s43PoolTooSmall = incident({
  name: 's43-loadbalancer-pool-too-small',
  title: 'Two services of type LoadBalancer get no address: the pool is used up',
  evidence: 'Cilium metrics reference',
  baseline: referenceCluster,
  lasts: '30m',
  moves: () => [
    unsatisfied(2),
    gaugeSeries('cilium_operator_lbipam_ips_available', { pool: 'edge' }, operator, { before: 2, after: 0 }),
  ],
  expect: [
    { alert: 'CiliumLBIPAMUnsatisfied', severity: 'ticket', labels: { cluster: 'prod-a' }, within: '10m', count: 1 },
  ],
  silent: [{ alert: 'CiliumIPAMExhausted' }, { alert: 'CiliumIPAMDeficit' }],
});

export const poolCreatedLate = incident({
  name: 'loadbalancer-pool-created-late',
  title: 'A service is created three minutes before its pool',
  evidence: 'analysis: a near miss of LBIPAMUnsatisfied',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [unsatisfied([{ for: '3m', value: 1 }, { value: 0 }])],
  expect: [],
  silent: [{ alert: 'CiliumLBIPAMUnsatisfied' }],
});
