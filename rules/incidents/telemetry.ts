import type { SeriesPlan } from '../../src/define.ts';
import { change, gaugeSeries, incident } from '../../src/define.ts';
import { healthyCluster, referenceCluster, smallCluster } from './baseline/clusters.ts';
import { nodeNames } from './baseline/names.ts';

const DAY = 86_400;
/** Seconds after the start of the run at which incidents begin, unless told. */
const ONSET = 6 * 3600;

export const certificateEnds = incident({
  name: 's44-hubble-certificate-ends-soon',
  title: "The server certificate of Hubble has twenty days left, in a workload cluster's secret",
  evidence: 'giantswarm/prometheus-rules#2089, rancher/rke2#10807, Azure/AKS#5522',
  baseline: smallCluster,
  lasts: '1h',
  moves: () =>
    [
      { secret_name: 'hubble-server-certs', days: 20 },
      { secret_name: 'hubble-relay-client-certs', days: 200 },
      { secret_name: 'shop-tls', days: 5 },
    ].map(({ secret_name, days }) =>
      gaugeSeries(
        'x509_cert_not_after',
        { secret_namespace: 'kube-system', secret_name, secret_key: 'tls.crt' },
        { cluster: 'workload-1' },
        { before: 'absent', after: ONSET + days * DAY },
      ),
    ),
  expect: [
    {
      alert: 'CiliumCertificateExpiring',
      severity: 'ticket',
      labels: { cluster: 'workload-1', secret_namespace: 'kube-system', secret_name: 'hubble-server-certs' },
      within: '20m',
      count: 1,
    },
  ],
  silent: [],
});

/** Hubble's series of the cluster once more, as another job scrapes them from t0 on. */
function scrapedAgain(plan: SeriesPlan): SeriesPlan {
  const [now] = plan.before;
  const pace = now?.perSecond;
  return {
    ...plan,
    target: { ...plan.target, labels: { job: 'kubernetes-endpoints' } },
    before: [{ absent: 'gone' }],
    after: [pace === undefined ? { value: now?.value ?? 0 } : { value: pace * DAY, perSecond: pace }],
  };
}

export const scrapedTwice = incident({
  name: 's46-hubble-scraped-twice',
  title: 'An annotation job scrapes the Hubble endpoints that a ServiceMonitor scrapes',
  evidence: 'cilium/cilium#32747, PR #34448, deliveryhero/helm-charts#600',
  baseline: referenceCluster,
  lasts: '40m',
  moves: (context) =>
    referenceCluster(context)
      .filter(({ series, target }) => series.startsWith('hubble_') || target.component === 'hubble')
      .map(scrapedAgain),
  expect: [
    {
      alert: 'CiliumDuplicateScrape',
      severity: 'ticket',
      labels: { cluster: 'prod-a', component: 'hubble' },
      within: '15m',
      count: 1,
    },
  ],
  silent: [
    { alert: 'HubblePolicyDeniedSurge' },
    { alert: 'HubbleDNSPolicyDenied' },
    { alert: 'HubbleDNSNXDomainAnomaly' },
    { alert: 'CiliumPacketDropsSLOBurn' },
    { alert: 'HubbleHTTPAvailabilitySLOBurn' },
    { alert: 'HubbleHTTPClientViewSLOBurn' },
    { alert: 'HubbleDNSErrorsSLOBurn' },
  ],
  contradiction:
    'The scenario calls the first job hubble; with the chart it is hubble-metrics, which is what is built.',
});

export const monitorLost = incident({
  name: 's47-servicemonitor-lost',
  title: 'The ServiceMonitor of Hubble loses its release label: the targets are gone, not down',
  evidence: 'prometheus-community/helm-charts#1631, cilium/cilium#30594',
  baseline: referenceCluster,
  lasts: '90m',
  moves: () => [change('.*', { component: 'hubble' }, [{ absent: 'gone' }])],
  expect: [
    {
      alert: 'CiliumTelemetryMissing',
      severity: 'ticket',
      labels: { cluster: 'prod-a', component: 'hubble' },
      within: '15m',
      count: 1,
    },
    {
      alert: 'CiliumTelemetryMissingLong',
      severity: 'page',
      labels: { cluster: 'prod-a', component: 'hubble' },
      within: '65m',
      notBefore: '50m',
      count: 1,
    },
  ],
  silent: [
    { alert: 'CiliumAgentDown' },
    { alert: 'HubbleDNSNoResponse' },
    { alert: 'HubbleNamespaceDNSNoResponse' },
    { alert: 'HubbleNodeDNSNoResponse' },
    { alert: 'HubbleDNSVisibilityLost' },
    { alert: 'HubbleDNSErrorsSLOBurn' },
    { alert: 'HubbleHTTPAvailabilitySLOBurn' },
    { alert: 'HubbleHTTPTrafficVanished' },
    { alert: 'HubblePolicyDeniedSurge' },
    { alert: 'HubbleEventsLost' },
  ],
});

export const prometheusRestart = incident({
  name: 'telemetry-gap-of-eight-minutes',
  title: 'Prometheus does not scrape for eight minutes',
  evidence: 'analysis: a near miss of TelemetryMissing',
  baseline: smallCluster,
  lasts: '40m',
  moves: () => [change('.*', {}, [{ for: '8m', absent: 'gap' }, { times: 1 }])],
  expect: [],
  silent: [{ alert: 'CiliumTelemetryMissing' }, { alert: 'CiliumTelemetryMissingLong' }],
});

export const cardinalityExplodes = incident({
  name: 's48-cardinality-explodes',
  title: 'Addresses as labels: 8,000 to 300,000 samples per scrape in two hours, then timeouts',
  evidence: 'cilium/cilium#31889, #23162',
  baseline: referenceCluster,
  lasts: '3h',
  moves: () => [
    change('scrape_samples_post_metric_relabeling', { component: 'hubble' }, [
      { for: '2h', value: 8000, to: 300_000 },
      { value: 0 },
    ]),
    change('scrape_duration_seconds', { component: 'hubble' }, [{ for: '2h', value: 0.4, to: 12 }, { value: 10 }]),
    change('up', { component: 'hubble' }, [{ for: '2h', value: 1 }, { value: 0 }]),
    change('hubble_.*', {}, [{ for: '2h', times: 1 }, { absent: 'gone' }]),
  ],
  expect: [
    {
      alert: 'CiliumCardinalityBudget',
      severity: 'ticket',
      labels: { cluster: 'prod-a', component: 'hubble' },
      within: '40m',
      count: 1,
    },
    {
      alert: 'CiliumScrapeSlow',
      severity: 'ticket',
      labels: { cluster: 'prod-a', component: 'hubble' },
      within: '110m',
      count: 1,
    },
  ],
  silent: [
    { alert: 'HubbleDNSNoResponse' },
    { alert: 'HubbleNamespaceDNSNoResponse' },
    { alert: 'HubbleDNSVisibilityLost' },
    { alert: 'HubbleHTTPTrafficVanished' },
    { alert: 'HubbleHTTPAvailabilitySLOBurn' },
    { alert: 'CiliumPacketDropsSLOBurn' },
    { alert: 'CiliumAgentDown' },
  ],
});

export const clusterStopsReporting = incident({
  name: 's49-one-cluster-of-three-stops-reporting',
  title: 'prod-b no longer reports to the central store',
  evidence: 'redhat-appstudio/o11y#248',
  baseline: (context) =>
    ['prod-a', 'prod-b', 'prod-c'].flatMap((cluster) => healthyCluster(context, cluster, nodeNames(3))),
  lasts: '40m',
  acrossClusters: true,
  moves: () => [change('.*', { cluster: 'prod-b' }, [{ absent: 'gap' }])],
  expect: [
    {
      alert: 'CiliumTelemetryMissing',
      severity: 'ticket',
      labels: { cluster: 'prod-b', component: 'all' },
      within: '15m',
      count: 1,
    },
  ],
  silent: [
    { alert: 'CiliumTelemetryMissing', labels: { cluster: ['prod-a', 'prod-c'] } },
    { alert: 'CiliumTelemetryMissingLong' },
  ],
});
