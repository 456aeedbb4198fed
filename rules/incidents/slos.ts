import type { BuildContext, Move } from '../../src/define.ts';
import { change, counterSeries, gaugeSeries, incident } from '../../src/define.ts';
import { smallCluster } from './baseline/clusters.ts';
import { histogramSeries } from './baseline/histogram.ts';
import { nodeNames } from './baseline/names.ts';

const small = {
  evidence: 'analysis: the closed forms of the SRE workbook, chapter 5',
  baseline: smallCluster,
  history: '90m',
} as const;
const nodes = nodeNames(3);

/** 300 of 10,300 packets, 2.9 %: 14.4 times the budget of an hour after 30 minutes. */
export const packetsLostEverywhere = incident({
  ...small,
  name: 'packets-lost-everywhere',
  title: 'Every node loses 3 % of its packets: a service without backends is called everywhere',
  lasts: '40m',
  moves: () =>
    nodes.map((node) =>
      counterSeries(
        'cilium_drop_count_total',
        { reason: 'Service backend not found', direction: 'SERVICE' },
        { node },
        { before: 0, after: 300 },
      ),
    ),
  expect: [
    {
      alert: 'CiliumPacketDropsSLOBurn',
      severity: 'page',
      labels: { slo_tier: '1' },
      within: '32m',
      notBefore: '28m',
      count: 1,
    },
    { alert: 'CiliumPacketDropsSLOBurn', severity: 'page', labels: { slo_tier: '2' }, within: '40m', count: 1 },
    {
      alert: 'CiliumNodePacketDropsSLOBurn',
      severity: 'page',
      labels: { slo_tier: '1' },
      within: '32m',
      notBefore: '28m',
      count: 3,
    },
    { alert: 'CiliumNodePacketDropsSLOBurn', severity: 'page', labels: { slo_tier: '2' }, within: '40m', count: 3 },
    { alert: 'CiliumPacketDropsSLOBurn', severity: 'ticket', within: '40m' },
    { alert: 'CiliumNodePacketDropsSLOBurn', severity: 'ticket', within: '40m' },
  ],
  silent: [{ alert: 'CiliumSLOMetricAbsent' }, { alert: 'CiliumSLOGroupVanished' }],
});

const failing = (perSecond: number, length: string): readonly Move[] =>
  nodes.map((node) =>
    counterSeries(
      'cilium_endpoint_regenerations_total',
      { outcome: 'fail' },
      { node },
      { before: 'absent', after: [{ for: length, perSecond }, { perSecond: 0 }] },
    ),
  );

/** As many failures as successes: 90 of 630 in an hour, 14.4 times its budget, after 10 minutes. */
export const regenerationsFail = incident({
  ...small,
  name: 'regenerations-fail-for-an-hour',
  title: 'Half of the endpoint regenerations fail on all nodes',
  lasts: '40m',
  moves: () => failing(0.05, '1h'),
  expect: [{ alert: 'CiliumEndpointRegenerationSLOBurn', severity: 'ticket', within: '12m', notBefore: '7m' }],
  silent: [],
  explains: ['CiliumEndpointRegenerationFailing'],
});

export const regenerationsFailBriefly = incident({
  ...small,
  name: 'regenerations-fail-briefly',
  title: 'Endpoints that are deleted while they are regenerated: a dozen failures within two minutes',
  lasts: '40m',
  moves: () => failing(0.03, '2m'),
  expect: [],
  silent: [{ alert: 'CiliumEndpointRegenerationSLOBurn' }],
  explains: ['CiliumEndpointRegenerationFailing'],
});

/** @param late share of policy changes that take longer than ten seconds */
const policyDelays = (late: number) => (): readonly Move[] =>
  histogramSeries(
    'cilium_policy_implementation_delay',
    { source: 'k8s' },
    { node: 'n01' },
    { perSecond: 0.5, bounds: ['0.001', '0.01', '0.1', '1', '10'], within: { '0.1': 0.5, '1': 0.95, '10': 1 } },
    { within: { '0.1': 0.5, '1': 0.5, '10': 1 - late } },
  );

export const policiesLate = incident({
  ...small,
  name: 'policies-late',
  title: 'Half of the policy changes take longer than ten seconds',
  lasts: '40m',
  moves: policyDelays(0.5),
  expect: [{ alert: 'CiliumPolicyPropagationSLOBurn', severity: 'ticket', within: '20m', notBefore: '10m' }],
  silent: [],
});

export const policiesSometimesLate = incident({
  ...small,
  name: 'policies-sometimes-late',
  title: 'One policy change of fifty takes longer than ten seconds',
  lasts: '40m',
  moves: policyDelays(0.02),
  expect: [],
  silent: [{ alert: 'CiliumPolicyPropagationSLOBurn' }],
});

const agentAway = (length: string): readonly Move[] => [
  gaugeSeries(
    'up',
    {},
    { node: 'n02', component: 'agent' },
    { before: 1, after: [{ for: length, value: 0 }, { value: 1 }] },
  ),
];

/** A third of all scrapes: 14.4 times the budget of an hour within 3 minutes, and no page but that of the node. */
export const agentAwayForLong = incident({
  ...small,
  name: 'agent-away-for-long',
  title: 'One agent of three is down for half an hour',
  lasts: '40m',
  moves: () => agentAway('30m'),
  expect: [{ alert: 'CiliumAgentAvailabilitySLOBurn', severity: 'ticket', within: '5m' }],
  silent: [],
  explains: ['CiliumAgentDown'],
});

export const agentRestarts = incident({
  ...small,
  name: 'agent-restarts-once',
  title: 'One agent of three restarts: a scrape fails',
  lasts: '40m',
  moves: () => agentAway('1m'),
  expect: [],
  silent: [{ alert: 'CiliumAgentAvailabilitySLOBurn' }, { alert: 'CiliumAgentDown' }],
});

/** Five minutes until there is no rate any more, then ten, or fifteen, that the alerts wait. */
export const packetCountersGone = incident({
  ...small,
  name: 'packet-counters-gone',
  title: 'The agents answer, but packet counters are no longer among what they say',
  lasts: '40m',
  moves: () => [change('cilium_(forward|drop)_count_total', {}, [{ absent: 'gone' }])],
  expect: [
    {
      alert: 'CiliumSLOMetricAbsent',
      severity: 'ticket',
      labels: { slo: ['packet-drops', 'packet-drops-node'] },
      within: '17m',
      notBefore: '10m',
      count: 2,
    },
    {
      alert: 'CiliumSLOGroupVanished',
      severity: 'ticket',
      labels: { slo: 'packet-drops-node' },
      within: '22m',
      notBefore: '15m',
      count: 3,
    },
  ],
  silent: [{ alert: 'CiliumPacketDropsSLOBurn' }, { alert: 'CiliumNodePacketDropsSLOBurn' }],
});

export const packetCountersPause = incident({
  ...small,
  name: 'packet-counters-pause',
  title: 'Packet counters are away for eight minutes',
  lasts: '40m',
  moves: () => [change('cilium_(forward|drop)_count_total', {}, [{ for: '8m', absent: 'gap' }, { times: 1 }])],
  expect: [],
  silent: [{ alert: 'CiliumSLOMetricAbsent' }, { alert: 'CiliumSLOGroupVanished' }],
});

const responses = (times: number): readonly Move[] => [change('hubble_dns_responses_total', {}, [{ times }])];

/** Three in ten unanswered: 14.4 times the budget of an hour after 29 minutes; with 90 minutes of history 6 times earlier. */
export const someQueriesUnanswered = incident({
  ...small,
  name: 'some-dns-queries-unanswered',
  title: 'Three of ten DNS queries stay without an answer, everywhere',
  lasts: '40m',
  moves: () => responses(0.7),
  expect: [
    {
      alert: 'HubbleDNSUnansweredSLOBurn',
      severity: 'page',
      labels: { slo_tier: '1' },
      within: '31m',
      notBefore: '27m',
      count: 3,
    },
    { alert: 'HubbleDNSUnansweredSLOBurn', severity: 'page', labels: { slo_tier: '2' }, within: '40m', count: 3 },
    { alert: 'HubbleDNSUnansweredSLOBurn', severity: 'ticket', within: '40m' },
  ],
  silent: [{ alert: 'HubbleDNSErrorsSLOBurn' }, { alert: 'HubbleDNSNoResponse' }, { alert: 'CiliumSLOInputsInvalid' }],
  explains: ['HubbleNodeDNSNoResponse'],
});

export const moreAnswersThanQueries = incident({
  ...small,
  name: 'more-dns-answers-than-queries',
  title: 'Every DNS response is counted twice, every query once',
  lasts: '40m',
  moves: () => responses(2),
  expect: [
    {
      alert: 'CiliumSLOInputsInvalid',
      severity: 'ticket',
      labels: { slo: 'dns-unanswered' },
      within: '22m',
      notBefore: '14m',
      count: 3,
    },
  ],
  silent: [{ alert: 'HubbleDNSUnansweredSLOBurn' }],
});

export const answersLate = incident({
  ...small,
  name: 'dns-answers-counted-late',
  title: 'One in twenty DNS responses more than queries: an outage just ended',
  lasts: '40m',
  moves: () => responses(1.05),
  expect: [],
  silent: [{ alert: 'CiliumSLOInputsInvalid' }],
});

const DAY = 86_400;

/** Near misses of alerts about the telemetry. */
export const telemetryNearMisses = incident({
  ...small,
  name: 'telemetry-near-misses',
  title:
    'A certificate with 45 days left, another exporter on the node, scrapes of five seconds, an Envoy without its agent for five minutes',
  lasts: '40m',
  moves: (_context: BuildContext) => [
    gaugeSeries(
      'x509_cert_not_after',
      { secret_namespace: 'kube-system', secret_name: 'hubble-server-certs' },
      { component: 'certificates' },
      { before: 45 * DAY },
    ),
    // the same host, another port
    gaugeSeries(
      'up',
      {},
      { node: 'n01', component: 'agent', labels: { job: 'node-exporter', instance: '10.0.0.1:9100' } },
      { before: 'absent', after: 1 },
    ),
    gaugeSeries('scrape_duration_seconds', {}, { node: 'n01', component: 'hubble' }, { before: 0.4, after: 5 }),
    gaugeSeries(
      'envoy_control_plane_connected_state',
      {},
      { node: 'n01' },
      { before: 1, after: [{ for: '5m', value: 0 }, { value: 1 }] },
    ),
  ],
  expect: [],
  silent: [
    { alert: 'CiliumCertificateExpiring' },
    { alert: 'CiliumDuplicateScrape' },
    { alert: 'CiliumScrapeSlow' },
    { alert: 'CiliumEnvoyControlPlaneLost' },
  ],
});
