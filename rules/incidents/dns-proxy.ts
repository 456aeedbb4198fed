import { change, incident } from '../../src/define.ts';
import { referenceCluster, smallCluster } from './baseline/clusters.ts';
import { histogramSeries } from './baseline/histogram.ts';
import { HTTP_BOUNDS } from './baseline/http.ts';
import { nodeNames, nodesOf } from './baseline/names.ts';

/** Default bounds of client_golang, which the agent uses. */
const BOUNDS = HTTP_BOUNDS;

/** What the DNS proxy of a node measures: answered queries, and those it gave up after ten seconds. */
function proxyTimes(node: string, before: { ok: number; timeouts: number }, after = before) {
  const labels = { protocol_l7: 'dns', scope: 'totalTime' } as const;
  const spread = (perSecond: number, within: Readonly<Record<string, number>>) => ({
    perSecond,
    bounds: BOUNDS,
    within,
  });
  return [
    ...histogramSeries(
      'cilium_proxy_upstream_reply_seconds',
      { ...labels, error: '' },
      { node },
      spread(before.ok, { '0.005': 0.9, '0.1': 1 }),
      { perSecond: after.ok },
    ),
    ...histogramSeries(
      'cilium_proxy_upstream_reply_seconds',
      { ...labels, error: 'timeout' },
      { node },
      spread(before.timeouts, {}),
      { perSecond: after.timeouts },
    ),
  ];
}

const well = { ok: 10, timeouts: 0 };
const timingOut = { ok: 8.5, timeouts: 1.5 };

export const proxyTimesOut = incident({
  name: 's22-dns-proxy-times-out-on-one-node',
  title: 'The DNS proxy of n12 loses 15 % of its queries',
  evidence: 'cilium/cilium#43643, #33144, #25877',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () => [
    change('hubble_dns_responses_total', { node: 'n12' }, [{ times: 0.85 }]),
    ...nodesOf(1, 20).flatMap((node) => proxyTimes(node, well, node === 'n12' ? timingOut : well)),
  ],
  expect: [
    {
      alert: 'HubbleNodeDNSNoResponse',
      severity: 'page',
      labels: { cluster: 'prod-a', node: 'n12' },
      within: '15m',
      count: 1,
    },
    {
      alert: 'CiliumDNSProxySlow',
      severity: 'ticket',
      labels: { cluster: 'prod-a', node: 'n12' },
      within: '15m',
      count: 1,
    },
  ],
  silent: [
    { alert: 'HubbleDNSNoResponse' },
    { alert: 'HubbleNamespaceDNSNoResponse' },
    { alert: 'HubbleDNSErrorsSLOBurn' },
    { alert: 'CiliumDNSSlow' },
  ],
  explains: ['HubbleDNSUnansweredSLOBurn'],
});

export const dnsSlowEverywhere = incident({
  name: 'dns-slow-on-all-nodes',
  title: 'The DNS servers are too few: 15 % of the queries of every node time out',
  evidence: 'analysis: one ticket for the cluster, none for its nodes',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => nodeNames(3).flatMap((node) => proxyTimes(node, well, timingOut)),
  expect: [{ alert: 'CiliumDNSSlow', severity: 'ticket', labels: { cluster: 'prod-a' }, within: '12m', count: 1 }],
  silent: [{ alert: 'CiliumDNSProxySlow' }],
});

export const dnsSlowBriefly = incident({
  name: 'dns-proxy-a-little-slow',
  title: 'The DNS proxy of a node times out for 4 % of its queries',
  evidence: 'analysis: a near miss of DNSProxySlow',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () =>
    nodeNames(3).flatMap((node) => proxyTimes(node, well, node === 'n01' ? { ok: 9.6, timeouts: 0.4 } : well)),
  expect: [],
  silent: [{ alert: 'CiliumDNSProxySlow' }, { alert: 'CiliumDNSSlow' }],
});
