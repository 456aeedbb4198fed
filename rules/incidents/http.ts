import { change, counterSeries, incident } from '../../src/define.ts';
import { referenceCluster } from './baseline/clusters.ts';
import { ends } from './baseline/dns.ts';
import { histogramSeries } from './baseline/histogram.ts';
import { HTTP_BOUNDS, httpEnds } from './baseline/http.ts';

const FRONTEND = { namespace: 'shop', workload: 'frontend' } as const;
/** Nodes whose views the baseline has: of the client, and of the servers. */
const NODE = { client: 'n01', checkout: 'n02', catalog: 'n03', admin: 'n04' } as const;

/** Requests to a workload of shop as one end counts them, on the baseline's node unless told. */
function requests(
  workload: 'checkout' | 'catalog' | 'admin',
  reporter: 'client' | 'server',
  status: string,
  life: Parameters<typeof counterSeries>[3],
) {
  return counterSeries(
    'hubble_http_requests_total',
    { method: 'GET', protocol: 'HTTP/1.1', status, reporter, ...httpEnds(workload) },
    { node: reporter === 'client' ? NODE.client : NODE[workload] },
    life,
  );
}

export const serverErrors = incident({
  name: 's23-5xx-on-one-service',
  title: '6 % of the requests to checkout fail, as both ends see it',
  evidence: 'cilium/cilium PR #21079, #21181',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () =>
    (['client', 'server'] as const).flatMap((reporter) => [
      requests('checkout', reporter, '200', { before: 100, after: 94 }),
      requests('checkout', reporter, '503', { before: 0, after: 6 }),
    ]),
  expect: [
    {
      alert: 'HubbleHTTPAvailabilitySLOBurn',
      severity: 'page',
      labels: { destination_workload: 'checkout', slo_tier: '1' },
      within: '17m',
      notBefore: '12m',
      count: 1,
    },
    {
      alert: 'HubbleHTTPAvailabilitySLOBurn',
      severity: 'page',
      labels: { destination_workload: 'checkout', slo_tier: '2' },
      within: '40m',
      notBefore: '35m',
      count: 1,
    },
    {
      alert: 'HubbleHTTPAvailabilitySLOBurn',
      severity: 'ticket',
      labels: { destination_workload: 'checkout' },
      within: '40m',
    },
  ],
  silent: [
    { alert: 'HubbleHTTPClientViewSLOBurn' },
    { alert: 'HubbleHTTPLatencySLOBurn' },
    { alert: 'CiliumPacketDropsSLOBurn' },
    { alert: 'HubbleHTTPTrafficVanished' },
  ],
});

export const clientSideErrors = incident({
  name: 's24-failures-only-clients-see',
  title: 'Clients of checkout see 4 % failures, checkout sees none',
  evidence: 'analysis: reporter is the traffic direction of the flow',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () => [
    requests('checkout', 'client', '200', { before: 100, after: 96 }),
    requests('checkout', 'client', '503', { before: 0, after: 4 }),
    requests('checkout', 'server', '200', { before: 100, after: 96 }),
  ],
  expect: [
    {
      alert: 'HubbleHTTPClientViewSLOBurn',
      severity: 'page',
      labels: { destination_workload: 'checkout' },
      within: '27m',
      notBefore: '18m',
      count: 1,
    },
    {
      alert: 'HubbleHTTPClientViewSLOBurn',
      severity: 'ticket',
      labels: { destination_workload: 'checkout' },
      within: '40m',
    },
  ],
  silent: [{ alert: 'HubbleHTTPAvailabilitySLOBurn' }, { alert: 'HubbleHTTPTrafficVanished' }],
});

export const latencyShift = incident({
  name: 's25-latency-shift',
  title: '8 % of the requests to catalog take longer than half a second',
  evidence: 'default buckets in the http handler; nammayatri/shared-kernel#1522',
  baseline: referenceCluster,
  lasts: '5h30m',
  moves: () =>
    (['client', 'server'] as const).flatMap((reporter) =>
      histogramSeries(
        'hubble_http_request_duration_seconds',
        { method: 'GET', reporter, ...httpEnds('catalog') },
        { node: reporter === 'client' ? NODE.client : NODE.catalog },
        {
          perSecond: 400,
          bounds: HTTP_BOUNDS,
          within: { '0.01': 0.3, '0.05': 0.8, '0.1': 0.95, '0.5': 0.995, '1': 0.999, '2.5': 1 },
        },
        { within: { '0.01': 0.3, '0.05': 0.8, '0.1': 0.88, '0.5': 0.92, '1': 0.995, '2.5': 1 } },
      ),
    ),
  expect: [
    {
      alert: 'HubbleHTTPLatencySLOBurn',
      severity: 'page',
      labels: { destination_workload: 'catalog' },
      within: '4h45m',
      notBefore: '4h',
    },
    {
      alert: 'HubbleHTTPLatencySLOBurn',
      severity: 'ticket',
      labels: { destination_workload: 'catalog' },
      within: '5h30m',
    },
  ],
  silent: [
    { alert: 'HubbleHTTPLatencySLOBurn', labels: { long_window: '1h' } },
    { alert: 'HubbleHTTPAvailabilitySLOBurn' },
  ],
});

export const tinyTraffic = incident({
  name: 's26-tiny-traffic-one-error',
  title: 'One failed request of admin in an hour, of 72',
  evidence: 'pyrra-dev/pyrra#1925, #1259',
  baseline: referenceCluster,
  lasts: '2h',
  moves: () =>
    (['client', 'server'] as const).map((reporter) =>
      requests('admin', reporter, '500', {
        before: [{ value: 2 }],
        after: [{ for: '20m', value: 2 }, { value: 3 }],
      }),
    ),
  expect: [],
  silent: [
    { alert: 'HubbleHTTPAvailabilitySLOBurn' },
    { alert: 'HubbleHTTPClientViewSLOBurn' },
    { alert: 'HubbleHTTPTrafficVanished' },
  ],
});

export const serviceDeleted = incident({
  name: 's27-service-deleted-on-purpose',
  title: 'legacy is deleted: its requests and its connections end together',
  evidence: 'cilium PR #23385',
  baseline: referenceCluster,
  lasts: '1h',
  moves: () => {
    const legacy = { namespace: 'shop', workload: 'legacy' } as const;
    const there = ends(FRONTEND, legacy);
    const life = { before: 20, after: [{ absent: 'gone' }] } as const;
    return [
      ...(['client', 'server'] as const).map((reporter) =>
        counterSeries(
          'hubble_http_requests_total',
          { method: 'GET', protocol: 'HTTP/1.1', status: '200', reporter, ...there },
          { node: reporter === 'client' ? 'n01' : 'n07' },
          life,
        ),
      ),
      counterSeries('hubble_tcp_flags_total', { flag: 'SYN', family: 'IPv4', ...there }, { node: 'n07' }, life),
      counterSeries(
        'hubble_tcp_flags_total',
        { flag: 'SYN-ACK', family: 'IPv4', ...ends(legacy, FRONTEND) },
        { node: 'n07' },
        life,
      ),
    ];
  },
  expect: [],
  silent: [
    { alert: 'HubbleHTTPAvailabilitySLOBurn' },
    { alert: 'HubbleHTTPTrafficVanished' },
    { alert: 'CiliumTelemetryMissing' },
    { alert: 'HubbleDNSVisibilityLost' },
  ],
});

export const clientSendsGarbage = incident({
  name: 's28-client-sends-garbage',
  title: '70 % of the requests to catalog are for pages that do not exist',
  evidence: 'analysis',
  baseline: referenceCluster,
  lasts: '1h',
  moves: () =>
    (['client', 'server'] as const).flatMap((reporter) => [
      requests('catalog', reporter, '200', { before: 380, after: 120 }),
      requests('catalog', reporter, '404', { before: 20, after: 280 }),
    ]),
  expect: [],
  silent: [{ alert: 'HubbleHTTPAvailabilitySLOBurn' }, { alert: 'HubbleHTTPClientViewSLOBurn' }],
});

export const visibilityLost = incident({
  name: 's29-l7-visibility-lost',
  title: 'HTTP of checkout is no longer seen, its connections are',
  evidence: 'cilium/hubble#1609, cilium/cilium#13738',
  baseline: referenceCluster,
  lasts: '1h',
  moves: () => [change('hubble_http_.*', { destination_workload: 'checkout' }, [{ perSecond: 0 }])],
  expect: [
    {
      alert: 'HubbleHTTPTrafficVanished',
      severity: 'ticket',
      labels: { cluster: 'prod-a', destination_namespace: 'shop', destination_workload: 'checkout' },
      within: '20m',
      count: 1,
    },
  ],
  silent: [{ alert: 'HubbleHTTPAvailabilitySLOBurn' }, { alert: 'HubbleHTTPClientViewSLOBurn' }],
});
