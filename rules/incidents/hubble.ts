import { change, counterSeries, gaugeSeries, incident } from '../../src/define.ts';
import { referenceCluster, smallCluster } from './baseline/clusters.ts';

export const eventsLost = incident({
  name: 's45-hubble-loses-events',
  title: 'Hubble of n25 loses five events of six, for twelve minutes',
  evidence: 'Azure/AKS#5788, cilium/cilium#34981',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () => [
    counterSeries(
      'hubble_lost_events_total',
      { source: 'hubble_ring_buffer' },
      { node: 'n25' },
      { before: 'absent', after: [{ for: '12m', value: 3587, perSecond: 3587 }, { perSecond: 0 }] },
    ),
    change('hubble_dns_.*', { node: 'n25' }, [{ for: '12m', times: 0.2 }, { times: 1 }]),
    // n02 and not n25 serves checkout in the baseline: the same loss, where HTTP can show it
    change('hubble_http_.*', { node: 'n02' }, [{ for: '12m', times: 0.2 }, { times: 1 }]),
  ],
  expect: [
    {
      alert: 'HubbleEventsLost',
      severity: 'ticket',
      labels: { cluster: 'prod-a', node: 'n25', source: 'hubble_ring_buffer' },
      within: '10m',
      count: 1,
      clears: true,
    },
  ],
  silent: [
    { alert: 'HubbleHTTPTrafficVanished' },
    { alert: 'HubbleDNSNoResponse' },
    { alert: 'HubbleNamespaceDNSNoResponse' },
    { alert: 'HubbleNodeDNSNoResponse' },
    { alert: 'HubbleDNSVisibilityLost' },
  ],
  contradiction:
    'hubble_ring_buffer counts readers of flows that were overtaken, after metrics were made of the flows: alone it takes nothing from HTTP and DNS counts. Both are moved as told; the alert keeps each source apart and says what it means.',
});

export const fewEventsLost = incident({
  name: 'hubble-loses-a-few-events',
  title: 'Hubble of a node loses 3 % of its events',
  evidence: 'analysis: a near miss of HubbleEventsLost',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [
    counterSeries(
      'hubble_lost_events_total',
      { source: 'observer_events_queue' },
      { node: 'n01' },
      { before: 0, after: 20 },
    ),
  ],
  expect: [],
  silent: [{ alert: 'HubbleEventsLost' }],
});

export const metricsDown = incident({
  name: 'hubble-metrics-down',
  title: 'A misspelt handler: Hubble serves no metrics on any node',
  evidence: 'cilium/cilium#35655, #31516',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => [change('up', { component: 'hubble' }, [{ value: 0 }]), change('hubble_.*', {}, [{ absent: 'gone' }])],
  expect: [{ alert: 'HubbleMetricsDown', severity: 'ticket', labels: { cluster: 'prod-a' }, within: '20m', count: 1 }],
  silent: [{ alert: 'CiliumTelemetryMissing' }, { alert: 'HubbleDNSNoResponse' }, { alert: 'HubbleDNSVisibilityLost' }],
});

export const nodeDownWithHubble = incident({
  name: 'hubble-down-with-its-agent',
  title: 'An agent is down, and Hubble with it',
  evidence: 'analysis: a near miss of HubbleMetricsDown',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [change('up', { component: 'hubble|agent', node: 'n01' }, [{ value: 0 }])],
  expect: [],
  silent: [{ alert: 'HubbleMetricsDown' }],
  explains: ['CiliumAgentDown', 'CiliumAgentAvailabilitySLOBurn'],
});

export const relayDown = incident({
  name: 'hubble-relay-down',
  title: 'Hubble Relay is down',
  evidence: 'analysis',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => [gaugeSeries('up', {}, { component: 'hubble-relay' }, { before: 1, after: 0 })],
  expect: [{ alert: 'HubbleRelayDown', severity: 'ticket', labels: { cluster: 'prod-a' }, within: '17m', count: 1 }],
  silent: [{ alert: 'CiliumTelemetryMissing' }],
});

export const relayRestart = incident({
  name: 'hubble-relay-restart',
  title: 'Hubble Relay is down for ten minutes',
  evidence: 'analysis: a near miss of HubbleRelayDown',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => [
    gaugeSeries(
      'up',
      {},
      { component: 'hubble-relay' },
      { before: 1, after: [{ for: '10m', value: 0 }, { value: 1 }] },
    ),
  ],
  expect: [],
  silent: [{ alert: 'HubbleRelayDown' }],
});
