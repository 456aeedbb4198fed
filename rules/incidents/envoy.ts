import { change, counterSeries, gaugeSeries, incident } from '../../src/define.ts';
import { referenceCluster, smallCluster } from './baseline/clusters.ts';
import { ends } from './baseline/dns.ts';
import { httpEnds } from './baseline/http.ts';

const up = (node: string, after: Parameters<typeof gaugeSeries>[3]['after']) =>
  gaugeSeries('up', {}, { node, component: 'envoy' }, { before: 1, ...(after === undefined ? {} : { after }) });

export const envoyPodDead = incident({
  name: 's41-envoy-dead-on-one-node',
  title: 'The Envoy of n14 is dead, and its node redirects HTTP to it',
  evidence: 'cilium/cilium#35425, #33880',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () => [
    up('n14', 0),
    // a second server of checkout, on this node: its requests end, its connections are still accepted
    counterSeries(
      'hubble_http_requests_total',
      { method: 'GET', protocol: 'HTTP/1.1', status: '200', reporter: 'server', ...httpEnds('checkout') },
      { node: 'n14' },
      { before: 50, after: 0 },
    ),
    counterSeries(
      'hubble_tcp_flags_total',
      {
        flag: 'SYN-ACK',
        family: 'IPv4',
        ...ends({ namespace: 'shop', workload: 'checkout' }, { namespace: 'shop', workload: 'frontend' }),
      },
      { node: 'n14' },
      { before: 5 },
    ),
  ],
  expect: [
    {
      alert: 'CiliumEnvoyDown',
      severity: 'page',
      labels: { cluster: 'prod-a', node: 'n14' },
      within: '5m',
      count: 1,
    },
  ],
  silent: [{ alert: 'HubbleHTTPTrafficVanished' }, { alert: 'CiliumEnvoysDown' }, { alert: 'CiliumTelemetryMissing' }],
  contradiction:
    'The scenario wants the HTTP SLO of the node marked unknown; SLOs know no nodes, so the alert says it in words.',
});

export const envoyPodGone = incident({
  name: 'envoy-pod-gone',
  title: 'The Envoy pod of n02 is deleted and finds no room again: its target is gone, not down',
  evidence: 'analysis: up is absent, so a comparison with 0 sees nothing',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [change('up', { component: 'envoy', node: 'n02' }, [{ absent: 'gone' }])],
  expect: [
    { alert: 'CiliumEnvoyDown', severity: 'page', labels: { cluster: 'prod-a', node: 'n02' }, within: '5m', count: 1 },
  ],
  silent: [{ alert: 'CiliumEnvoysDown' }, { alert: 'CiliumTelemetryMissing' }],
});

export const envoysDown = incident({
  name: 'envoy-down-everywhere',
  title: 'A bad image: Envoy is down on every node',
  evidence: 'analysis: one page for the cluster, none for its nodes',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => ['n01', 'n02', 'n03'].map((node) => up(node, 0)),
  expect: [{ alert: 'CiliumEnvoysDown', severity: 'page', labels: { cluster: 'prod-a' }, within: '5m', count: 1 }],
  silent: [{ alert: 'CiliumEnvoyDown' }],
});

export const idleEnvoyDown = incident({
  name: 'envoy-down-without-redirects',
  title: 'Envoy is down on a node that redirects nothing to it, and restarts on one that does',
  evidence: 'analysis: a near miss of EnvoyDown',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [
    up('n01', 0),
    gaugeSeries('cilium_proxy_redirects', { protocol_l7: 'http' }, { node: 'n01' }, { before: 0 }),
    gaugeSeries('cilium_proxy_redirects', { protocol_l7: 'dns' }, { node: 'n01' }, { before: 4 }),
    up('n02', [{ for: '2m', value: 0 }, { value: 1 }]),
  ],
  expect: [],
  silent: [{ alert: 'CiliumEnvoyDown' }, { alert: 'CiliumEnvoysDown' }],
});

export const controlPlaneLost = incident({
  name: 'envoy-control-plane-lost',
  title: 'The Envoy of n02 loses its agent for good, that of n01 for five minutes',
  evidence: 'analysis',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => [
    gaugeSeries('envoy_control_plane_connected_state', {}, { node: 'n02' }, { before: 1, after: 0 }),
    gaugeSeries(
      'envoy_control_plane_connected_state',
      {},
      { node: 'n01' },
      { before: 1, after: [{ for: '5m', value: 0 }, { value: 1 }] },
    ),
  ],
  expect: [
    {
      alert: 'CiliumEnvoyControlPlaneLost',
      severity: 'ticket',
      labels: { cluster: 'prod-a', node: 'n02' },
      within: '12m',
      count: 1,
    },
  ],
  silent: [{ alert: 'CiliumEnvoyDown' }],
});

export const configurationRejected = incident({
  name: 'envoy-config-rejected',
  title: 'All Envoys refuse a listener: counters that nobody saw before, at 1',
  evidence: 'analysis: Envoy shows a counter after its first count, so increase() is blind to it',
  baseline: smallCluster,
  history: '2h',
  lasts: '90m',
  moves: () =>
    ['n01', 'n02', 'n03'].map((node) =>
      counterSeries(
        'envoy_listener_manager_lds_update_rejected',
        {},
        { node },
        { before: 'absent', after: [{ value: 1 }] },
      ),
    ),
  expect: [
    {
      alert: 'CiliumEnvoyConfigRejected',
      severity: 'ticket',
      labels: { cluster: 'prod-a' },
      within: '8m',
      count: 1,
      clears: true,
    },
  ],
  silent: [],
});

export const oldRejections = incident({
  name: 'envoy-config-rejected-long-ago',
  title: 'Envoys that refused something last week, in a cluster where a node joins',
  evidence: 'analysis: a near miss of EnvoyConfigRejected',
  baseline: smallCluster,
  history: '2h',
  lasts: '2h',
  moves: () => [
    counterSeries('envoy_listener_manager_lds_update_rejected', {}, { node: 'n01' }, { before: [{ value: 7 }] }),
    gaugeSeries('up', {}, { node: 'n04', component: 'envoy' }, { before: 'absent', after: 1 }),
    counterSeries('envoy_http_rds_update_rejected', {}, { node: 'n02' }, { before: [{ value: 3 }] }),
    // Prometheus restarts
    change('.*', {}, [{ for: '8m', absent: 'gap' }, { times: 1 }]),
  ],
  expect: [],
  silent: [{ alert: 'CiliumEnvoyConfigRejected' }],
});

const SERVICE = { envoy_cluster_name: 'shop/cilium-gateway-web/shop:checkout:8080' };

/** Connections from Envoy to a service, and those of them that fail. */
const connections = (total: number, failing: number) => [
  counterSeries('envoy_cluster_upstream_cx_total', SERVICE, { node: 'n01' }, { before: total }),
  counterSeries('envoy_cluster_upstream_cx_connect_fail', SERVICE, { node: 'n01' }, { before: 0, after: failing }),
];

export const upstreamRefuses = incident({
  name: 'envoy-upstream-refuses',
  title: 'Half of the connections from the gateway to checkout fail',
  evidence: 'analysis',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => connections(2, 1),
  expect: [
    {
      alert: 'CiliumEnvoyUpstreamConnectFailing',
      severity: 'ticket',
      labels: { cluster: 'prod-a', envoy_cluster_name: SERVICE.envoy_cluster_name },
      within: '20m',
      count: 1,
    },
  ],
  silent: [],
});

export const upstreamRollout = incident({
  name: 'envoy-upstream-rollout',
  title: 'A service rolls out: one connection in ten fails',
  evidence: 'analysis: a near miss of EnvoyUpstreamFailing',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => connections(2, 0.2),
  expect: [],
  silent: [{ alert: 'CiliumEnvoyUpstreamConnectFailing' }],
});
