import { change, counterSeries, incident } from '../../src/define.ts';
import { referenceCluster, smallCluster } from './baseline/clusters.ts';
import { DNS_CLIENTS, ends } from './baseline/dns.ts';
import { nodeNames } from './baseline/names.ts';

const SERVER = { namespace: 'kube-system', workload: 'coredns' } as const;

/** Responses of the DNS servers with one rcode, as each of the fifty nodes counts them for its client. */
function responsesEverywhere(
  rcode: 'Server Failure' | 'Non-Existent Domain' | 'No Error',
  life: Parameters<typeof counterSeries>[3],
) {
  return nodeNames(50).map((node, index) =>
    counterSeries(
      'hubble_dns_responses_total',
      {
        rcode,
        qtypes: 'A',
        ips_returned: rcode === 'No Error' ? '1' : '0',
        ...ends(SERVER, DNS_CLIENTS[index % DNS_CLIENTS.length] ?? DNS_CLIENTS[0]),
      },
      { node },
      life,
    ),
  );
}

export const coreDnsDown = incident({
  name: 's16-coredns-down',
  title: 'CoreDNS is down',
  evidence: 'analysis of the dns handler; cilium/cilium#43643',
  baseline: referenceCluster,
  lasts: '30m',
  moves: () => [
    change('hubble_dns_queries_total', {}, [{ times: 2.4 }]),
    change('hubble_dns_responses_total', {}, [{ perSecond: 0 }]),
    ...responsesEverywhere('Server Failure', { before: 0, after: [{ for: '1m', perSecond: 0.02 }, { perSecond: 0 }] }),
  ],
  expect: [{ alert: 'HubbleDNSNoResponse', severity: 'page', labels: { cluster: 'prod-a' }, within: '5m', count: 1 }],
  silent: [
    { alert: 'HubbleDNSErrorsSLOBurn' },
    { alert: 'HubbleDNSNXDomainAnomaly' },
    { alert: 'HubbleNamespaceDNSNoResponse' },
    { alert: 'HubbleNodeDNSNoResponse' },
    { alert: 'HubbleDNSVisibilityLost' },
    { alert: 'CiliumTelemetryMissing' },
  ],
  explains: ['HubbleDNSUnansweredSLOBurn'],
});

export const upstreamServfail = incident({
  name: 's17-upstream-servfail',
  title: 'The upstream resolver fails for external names: 8 % SERVFAIL',
  evidence: 'rcode table in the dns handler; 4 of 10 sampled public rules use mnemonics that are never emitted',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () => [
    change('hubble_dns_responses_total', {}, [{ times: 0.92 }]),
    ...responsesEverywhere('Server Failure', { before: 0, after: 0.8 }),
  ],
  expect: [
    { alert: 'HubbleDNSErrorsSLOBurn', severity: 'page', within: '16m', notBefore: '8m' },
    { alert: 'HubbleDNSErrorsSLOBurn', severity: 'ticket', within: '40m' },
  ],
  silent: [
    { alert: 'HubbleDNSNoResponse' },
    { alert: 'HubbleNamespaceDNSNoResponse' },
    { alert: 'HubbleNodeDNSNoResponse' },
    { alert: 'HubbleDNSNXDomainAnomaly' },
  ],
});

export const searchDomainNoise = incident({
  name: 's18-search-domain-noise',
  title: 'Search domains: 75 % of responses are NXDOMAIN, for weeks',
  evidence: 'microsoft/retina#584 log extract; cilium/cilium#25877',
  baseline: referenceCluster,
  lasts: '2h',
  moves: () => [
    ...responsesEverywhere('Non-Existent Domain', { before: 7.5 }),
    ...responsesEverywhere('No Error', { before: 2.5 }),
  ],
  expect: [],
  silent: [{ alert: 'HubbleDNSErrorsSLOBurn' }, { alert: 'HubbleDNSNXDomainAnomaly' }],
});

export const namespaceWithoutDns = incident({
  name: 'dns-cut-for-one-namespace',
  title: 'A policy cuts one namespace of three off DNS',
  evidence: 'analysis: the namespace level of DNSNoResponse without the retries of S13',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [change('hubble_dns_responses_total', { destination_namespace: 'app-blue' }, [{ perSecond: 0 }])],
  expect: [
    {
      alert: 'HubbleNamespaceDNSNoResponse',
      severity: 'page',
      labels: { cluster: 'prod-a', source_namespace: 'app-blue' },
      within: '7m',
      count: 1,
    },
  ],
  silent: [
    { alert: 'HubbleDNSNoResponse' },
    { alert: 'HubbleNodeDNSNoResponse' },
    { alert: 'HubbleDNSVisibilityLost' },
  ],
  explains: ['HubbleDNSUnansweredSLOBurn'],
});

export const coreDnsRestart = incident({
  name: 'dns-servers-restart',
  title: 'The DNS servers restart: one minute without answers',
  evidence: 'analysis: a near miss of DNSNoResponse',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [change('hubble_dns_responses_total', {}, [{ for: '1m', perSecond: 0 }, { times: 1 }])],
  expect: [],
  silent: [{ alert: 'HubbleDNSNoResponse' }, { alert: 'HubbleNamespaceDNSNoResponse' }],
  explains: ['HubbleDNSUnansweredSLOBurn'],
});
