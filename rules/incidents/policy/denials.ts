import { change, counterSeries, incident } from '../../../src/define.ts';
import { referenceCluster } from '../baseline/clusters.ts';
import { ends } from '../baseline/dns.ts';
import { nodeNames } from '../baseline/names.ts';
import { denied } from './denied-pair.ts';

const everySurge = [
  { alert: 'HubblePolicyDeniedSurge' },
  { alert: 'HubblePolicyDeniedSustained' },
  { alert: 'HubblePolicyDeniedStorm' },
] as const;

const paymentsToDb = {
  source_namespace: 'payments',
  source_workload: 'api',
  destination_namespace: 'data',
  destination_workload: 'db',
} as const;

export const s10 = incident({
  name: 's10-policy-cuts-a-dependency',
  title: 'A new policy cuts a workload off from its database',
  evidence: 'rwlove/home-ops#11574 (5+ apps cut about 14 h before a human noticed)',
  baseline: referenceCluster,
  lasts: '1h30m',
  moves: () => [
    denied('payments/api', 'data/db', 'n04', { before: 'absent', after: 2 }),
    change('cilium_policy_max_revision', {}, [{ value: 121 }]),
    counterSeries(
      'hubble_tcp_flags_total',
      {
        flag: 'SYN-ACK',
        family: 'IPv4',
        ...ends({ namespace: 'data', workload: 'db' }, { namespace: 'payments', workload: 'api' }),
      },
      { node: 'n04' },
      { before: 1, after: 0 },
    ),
  ],
  expect: [
    { alert: 'HubblePolicyDeniedSurge', severity: 'ticket', labels: paymentsToDb, within: '10m', count: 1 },
    {
      alert: 'HubblePolicyDeniedSustained',
      severity: 'page',
      labels: paymentsToDb,
      within: '30m',
      notBefore: '20m',
      count: 1,
    },
  ],
  silent: [
    { alert: 'CiliumPacketDropsSLOBurn' },
    { alert: 'CiliumNodePacketDropsSLOBurn' },
    { alert: 'CiliumBPFMapFull' },
    { alert: 'HubbleHTTPAvailabilitySLOBurn' },
  ],
});

export const s11 = incident({
  name: 's11-scanner-denied-all-day',
  title: 'A scanner is refused by two hundred workloads, at one rate for days',
  evidence: 'cilium/cilium#23162 (port scanner case)',
  baseline: referenceCluster,
  lasts: '6h',
  moves: () =>
    Array.from({ length: 200 }, (_, index) =>
      denied('security/scanner', `team-${index % 20}/app-${index}`, 'n07', { before: 30 }),
    ),
  expect: [],
  silent: [...everySurge, { alert: 'CiliumPacketDropsSLOBurn' }, { alert: 'CiliumCardinalityBudget' }],
});

export const s12 = incident({
  name: 's12-pings-denied-at-restart',
  title: 'Pods restart together and are denied three thousand pings',
  evidence: 'rwlove/home-ops#14026 (exactly this false page)',
  baseline: referenceCluster,
  lasts: '1h',
  moves: () => [
    denied(
      'databases/pg',
      'databases/pg-backup',
      'n03',
      {
        before: 'absent',
        after: [{ for: '6m', perSecond: 6 }, { for: '9m', perSecond: 2.02 }, { perSecond: 0 }],
      },
      'ICMPv4',
    ),
    denied('databases/pg', 'databases/pg-backup', 'n03', {
      before: 'absent',
      after: [{ for: '15m', perSecond: 6 / 900 }, { perSecond: 0 }],
    }),
  ],
  expect: [],
  silent: everySurge,
});

const cutClients = ['app-blue', 'app-green'] as const;

export const s13 = incident({
  name: 's13-policy-cuts-dns',
  title: 'A policy in kube-system cuts applications off from DNS, while monitoring is exempt',
  evidence: 'nine.ch post-mortem "Network Policies block DNS resolution" (first signal was a customer)',
  baseline: referenceCluster,
  lasts: '1h',
  moves: () => [
    ...cutClients.map((namespace, index) =>
      denied(
        `${namespace}/web`,
        'kube-system/coredns',
        nodeNames(50)[2 + index] ?? 'n03',
        { before: 'absent', after: 150 },
        'UDP',
      ),
    ),
    change('hubble_dns_queries_total', { source_namespace: 'app-.*' }, [{ times: 3 }]),
    change('hubble_dns_responses_total', { destination_namespace: 'app-.*' }, [{ perSecond: 0 }]),
  ],
  expect: [
    {
      alert: 'HubblePolicyDeniedStorm',
      severity: 'page',
      labels: { destination_namespace: 'kube-system', destination_workload: 'coredns' },
      within: '10m',
      count: 1,
    },
    {
      alert: 'HubblePolicyDeniedSurge',
      severity: 'ticket',
      labels: { source_namespace: cutClients, destination_workload: 'coredns' },
      within: '10m',
      count: 2,
    },
    {
      alert: 'HubblePolicyDeniedSustained',
      severity: 'page',
      labels: { source_namespace: cutClients, destination_workload: 'coredns' },
      within: '30m',
      count: 2,
    },
    { alert: 'HubbleNamespaceDNSNoResponse', labels: { source_namespace: cutClients }, within: '15m' },
  ],
  silent: [{ alert: 'HubbleDNSErrorsSLOBurn' }],
  explains: ['HubbleDNSNoResponse', 'HubbleNodeDNSNoResponse', 'HubbleDNSUnansweredSLOBurn'],
});

export const deniedEveryHour = incident({
  name: 'denied-in-passing',
  title: 'A job that is refused for a minute every hour, and a pair whose denials double',
  evidence: 'analysis: near misses of S10; S46 doubles every series',
  baseline: referenceCluster,
  lasts: '3h',
  moves: () => [
    denied('batch/report', 'data/db', 'n09', {
      before: [
        { for: '1h', perSecond: 0, value: 500 },
        { for: '1m', perSecond: 2 },
        { for: '1h', perSecond: 0 },
        { for: '1m', perSecond: 2 },
        { perSecond: 0 },
      ],
      after: [{ for: '1m', perSecond: 2 }, { for: '1h', perSecond: 0 }, { for: '1m', perSecond: 2 }, { perSecond: 0 }],
    }),
    denied('shop/cart', 'data/cache', 'n10', { before: 0.5, after: 1 }),
  ],
  expect: [],
  silent: everySurge,
});
