import { change, counterSeries, incident } from '../../src/define.ts';
import { referenceCluster, smallCluster } from './baseline/clusters.ts';
import { dnsOf, ends } from './baseline/dns.ts';
import { nodeNames } from './baseline/names.ts';

const CART = { namespace: 'shop', workload: 'cart' } as const;
const SERVER = { namespace: 'kube-system', workload: 'coredns' } as const;

export const typoInCart = incident({
  name: 's19-one-workload-resolves-a-typo',
  title: 'shop/cart resolves a misspelt name: 20 to 600 NXDOMAIN per second',
  evidence: 'analysis',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () =>
    // cart runs on every fifth node
    nodeNames(50)
      .filter((_, index) => index % 5 === 0)
      .flatMap((node) => [
        counterSeries(
          'hubble_dns_queries_total',
          { rcode: '', qtypes: 'A', ips_returned: '0', ...ends(CART, SERVER) },
          { node },
          { before: 6, after: 64 },
        ),
        counterSeries(
          'hubble_dns_responses_total',
          { rcode: 'Non-Existent Domain', qtypes: 'A', ips_returned: '0', ...ends(SERVER, CART) },
          { node },
          { before: 2, after: 60 },
        ),
      ]),
  expect: [
    {
      alert: 'HubbleDNSNXDomainAnomaly',
      severity: 'ticket',
      labels: { cluster: 'prod-a', source_namespace: 'shop', source_workload: 'cart' },
      within: '15m',
      count: 1,
    },
  ],
  silent: [{ alert: 'HubbleDNSErrorsSLOBurn' }, { alert: 'HubbleDNSNoResponse' }],
});

export const visibilityRemoved = incident({
  name: 's20-dns-visibility-removed',
  title: 'A policy change takes DNS visibility from namespace shop',
  evidence: 'cilium/cilium#14211, cilium/hubble#92',
  baseline: referenceCluster,
  lasts: '1h',
  moves: () => [
    change('hubble_dns_.*', { source_namespace: 'shop' }, [{ absent: 'gone' }]),
    change('hubble_dns_.*', { destination_namespace: 'shop' }, [{ absent: 'gone' }]),
  ],
  expect: [
    {
      alert: 'HubbleDNSVisibilityLost',
      severity: 'ticket',
      labels: { cluster: 'prod-a', source_namespace: 'shop' },
      within: '30m',
      count: 1,
    },
  ],
  silent: [
    { alert: 'HubbleDNSNoResponse' },
    { alert: 'HubbleNamespaceDNSNoResponse' },
    { alert: 'HubbleNodeDNSNoResponse' },
    { alert: 'HubbleDNSErrorsSLOBurn' },
    { alert: 'HubbleDNSUnansweredSLOBurn' },
  ],
});

export const sparseDns = incident({
  name: 's21-very-sparse-dns',
  title: 'Two queries per minute, one failure in twenty',
  evidence: 'pyrra-dev/pyrra#1925',
  baseline: referenceCluster,
  lasts: '2h',
  moves: () => [
    ...dnsOf({ namespace: 'batch', workload: 'report' }, { node: 'n05' }, 2 / 60),
    counterSeries(
      'hubble_dns_responses_total',
      {
        rcode: 'Server Failure',
        qtypes: 'A',
        ips_returned: '0',
        ...ends(SERVER, { namespace: 'batch', workload: 'report' }),
      },
      { node: 'n05' },
      { before: [{ value: 3 }], after: [{ for: '5m', value: 3 }, { value: 4 }] },
    ),
  ],
  expect: [],
  silent: [
    { alert: 'HubbleDNSErrorsSLOBurn' },
    { alert: 'HubbleDNSNoResponse' },
    { alert: 'HubbleNamespaceDNSNoResponse' },
  ],
});

const refused = (before: number | 'absent', after: number) =>
  counterSeries(
    'hubble_dns_queries_total',
    { rcode: 'Policy denied', qtypes: 'A', ips_returned: '0', ...ends(CART, SERVER) },
    { node: 'n01' },
    { before, after },
  );

export const policyRefusesName = incident({
  name: 'dns-policy-refuses-a-name',
  title: 'A new DNS policy leaves out a name that shop/cart needs',
  evidence: 'analysis: scenarios.md lists the intent DNSPolicyDenied without an incident',
  baseline: smallCluster,
  lasts: '40m',
  moves: () => [refused('absent', 0.5)],
  expect: [
    {
      alert: 'HubbleDNSPolicyDenied',
      severity: 'ticket',
      labels: { cluster: 'prod-a', source_namespace: 'shop', source_workload: 'cart' },
      within: '20m',
      count: 1,
    },
  ],
  silent: [{ alert: 'HubbleDNSNoResponse' }, { alert: 'HubbleNamespaceDNSNoResponse' }],
});

export const policyRefusesSearchDomains = incident({
  name: 'dns-policy-refuses-search-domains',
  title: 'A DNS policy refuses search domains all day, twice as many after a rollout',
  evidence: 'analysis: a near miss of DNSPolicyDenied',
  baseline: smallCluster,
  history: '8h',
  lasts: '40m',
  moves: () => [
    counterSeries(
      'hubble_dns_queries_total',
      { rcode: 'Policy denied', qtypes: 'A', ips_returned: '0', ...ends(CART, SERVER) },
      { node: 'n01' },
      // the first day of a workload is not what is shown here: it has been refused little enough until the measure stands
      { before: [{ for: '1h', perSecond: 0.09 }, { perSecond: 0.09 }], after: 0.18 },
    ),
  ],
  expect: [],
  silent: [{ alert: 'HubbleDNSPolicyDenied' }],
});
