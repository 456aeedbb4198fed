import type { Phase } from '../../src/define.ts';
import { change, counterSeries, gaugeSeries, incident } from '../../src/define.ts';
import { referenceCluster, smallCluster } from './baseline/clusters.ts';

const state = (node: string, endpoint_state: 'ready' | 'waiting-to-regenerate' | 'invalid' | 'regenerating') =>
  ({
    from: (before: number, after: number | readonly Phase[]) =>
      gaugeSeries('cilium_endpoint_state', { endpoint_state }, { node }, { before, after }),
  }) as const;

export const s32RegenerationFails = incident({
  name: 's32-endpoint-regeneration-fails',
  title: 'Endpoint regeneration fails on one node after a kernel update',
  evidence: 'cilium/cilium#39091, #5312; deckhouse endpoint rule (analysis)',
  baseline: referenceCluster,
  lasts: '30m',
  moves: () => [
    counterSeries(
      'cilium_endpoint_regenerations_total',
      { outcome: 'fail' },
      { node: 'n20' },
      { before: 'absent', after: 0.5 },
    ),
    state('n20', 'ready').from(30, 4),
    state('n20', 'waiting-to-regenerate').from(0, 26),
  ],
  expect: [
    {
      alert: 'CiliumEndpointRegenerationFailing',
      severity: 'page',
      labels: { node: 'n20' },
      within: '10m',
      count: 1,
    },
    { alert: 'CiliumEndpointsNotReady', severity: 'page', labels: { node: 'n20' }, within: '10m', count: 1 },
  ],
  silent: [{ alert: 'CiliumEndpointsInvalid' }, { alert: 'CiliumAgentDown' }],
});

export const busyNode = incident({
  name: 'endpoints-after-an-agent-restart',
  title: 'An agent restarts: every endpoint regenerates for three minutes, and a few that are being deleted fail',
  evidence: 'analysis: a near miss of EndpointsNotReady and EndpointRegenFailing',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [
    state('n02', 'ready').from(30, [{ for: '3m', value: 2 }, { value: 30 }]),
    state('n02', 'regenerating').from(0, [{ for: '3m', value: 28 }, { value: 0 }]),
    counterSeries(
      'cilium_endpoint_regenerations_total',
      { outcome: 'fail' },
      { node: 'n02' },
      { before: 'absent', after: [{ for: '3m', perSecond: 0.03 }, { perSecond: 0 }] },
    ),
  ],
  expect: [],
  silent: [{ alert: 'CiliumEndpointsNotReady' }, { alert: 'CiliumEndpointRegenerationFailing' }],
});

export const invalidEndpoints = incident({
  name: 'endpoints-invalid',
  title: 'Two endpoints of one node turn invalid and stay so; one of another node for five minutes',
  evidence: 'samber/awesome-prometheus-alerts (CiliumAgentEndpointFailures); analysis',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => [
    state('n02', 'invalid').from(0, 2),
    state('n03', 'invalid').from(0, [{ for: '5m', value: 1 }, { value: 0 }]),
  ],
  expect: [{ alert: 'CiliumEndpointsInvalid', severity: 'ticket', labels: { node: 'n02' }, within: '17m', count: 1 }],
  silent: [{ alert: 'CiliumEndpointsInvalid', labels: { node: 'n03' } }, { alert: 'CiliumEndpointsNotReady' }],
});

const created = (node: string, return_code: string, after: readonly Phase[] | number) =>
  counterSeries(
    'cilium_api_limiter_processed_requests_total',
    { api_call: 'endpoint-create', outcome: 'fail', return_code },
    { node },
    { before: 'absent', after },
  );

export const createFails = incident({
  name: 'endpoint-create-fails',
  title: 'Endpoints cannot be created on one node; on another, one pod fails three times',
  evidence: 'grafana/jsonnet-libs (ContainerNetworkInterfaceApiErrorEndpointCreate)',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => [created('n02', '500', 0.05), created('n03', '500', [{ for: '1m', perSecond: 0.05 }, { perSecond: 0 }])],
  expect: [
    { alert: 'CiliumEndpointCreateFailing', severity: 'ticket', labels: { node: 'n02' }, within: '20m', count: 1 },
  ],
  silent: [{ alert: 'CiliumEndpointCreateFailing', labels: { node: 'n03' } }],
});

const throttled = (minutes: number) =>
  ['n01', 'n02', 'n03', 'n04', 'n05'].map((node) =>
    created(node, '429', [{ for: `${minutes}m`, perSecond: 2 }, { perSecond: 0 }]),
  );

export const s33ShortThrottling = incident({
  name: 's33-api-limiter-for-minutes',
  title: 'A Job starts 400 pods: agents refuse calls for four minutes',
  evidence: 'cilium/cilium#14922, #24361, mitchross/talos-argocd-proxmox#1980',
  baseline: referenceCluster,
  lasts: '45m',
  moves: () => throttled(4),
  expect: [],
  silent: [
    { alert: 'CiliumAPILimiterThrottling' },
    { alert: 'CiliumAgentDown' },
    { alert: 'CiliumIPAMExhausted' },
    { alert: 'CiliumEndpointCreateFailing' },
  ],
});

export const s33LongThrottling = incident({
  name: 's33-api-limiter-for-long',
  title: 'A Job starts pods again and again: agents refuse calls for 25 minutes',
  evidence: 'cilium/cilium#14922, #24361, mitchross/talos-argocd-proxmox#1980',
  baseline: referenceCluster,
  lasts: '1h',
  moves: () => throttled(25),
  expect: [
    {
      alert: 'CiliumAPILimiterThrottling',
      severity: 'ticket',
      labels: { cluster: 'prod-a', api_call: 'endpoint-create' },
      within: '25m',
      notBefore: '15m',
      count: 1,
      clears: true,
    },
  ],
  silent: [{ alert: 'CiliumAgentDown' }, { alert: 'CiliumIPAMExhausted' }, { alert: 'CiliumEndpointCreateFailing' }],
});

const unmanaged = (after: number | readonly Phase[]) =>
  gaugeSeries('cilium_operator_unmanaged_pods', {}, { component: 'operator' }, { before: 0, after });

export const unmanagedPods = incident({
  name: 'unmanaged-pods',
  title: 'Two pods started before Cilium did, and stay',
  evidence: 'analysis: the metric exists and nobody alerts on it',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () => [unmanaged(2)],
  expect: [
    { alert: 'CiliumUnmanagedPods', severity: 'ticket', labels: { cluster: 'prod-a' }, within: '32m', count: 1 },
  ],
  silent: [],
});

export const unmanagedForMinutes = incident({
  name: 'unmanaged-pods-for-minutes',
  title: 'Pods of a new node start before its agent, and are restarted by the operator',
  evidence: 'analysis: a near miss of UnmanagedPods',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () => [unmanaged([{ for: '10m', value: 3 }, { value: 0 }])],
  expect: [],
  silent: [{ alert: 'CiliumUnmanagedPods' }],
});

export const controllersFail = incident({
  name: 'controllers-failing',
  title: 'Three controllers of one agent fail and stay failing; on another one fails for five minutes',
  evidence: 'scenarios.md lists the intent ControllersFailing without an incident; samber/awesome-prometheus-alerts',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => [
    gaugeSeries('cilium_controllers_failing', {}, { node: 'n02' }, { before: 0, after: 3 }),
    gaugeSeries(
      'cilium_controllers_failing',
      {},
      { node: 'n03' },
      {
        before: 0,
        after: [{ for: '5m', value: 1 }, { value: 0 }],
      },
    ),
  ],
  expect: [{ alert: 'CiliumControllersFailing', severity: 'ticket', labels: { node: 'n02' }, within: '17m', count: 1 }],
  silent: [{ alert: 'CiliumControllersFailing', labels: { node: 'n03' } }],
});

const answers = (return_code: string, phases: readonly Phase[]) =>
  Array.from({ length: 50 }, (_, index) =>
    counterSeries(
      'cilium_k8s_client_api_calls_total',
      { host: '10.96.0.1:443', method: 'GET', return_code },
      { node: `n${String(index + 1).padStart(2, '0')}` },
      { before: 'absent', after: phases },
    ),
  );

export const s42ApiServerOutage = incident({
  name: 's42-kube-apiserver-outage',
  title: 'The API server is gone for ten minutes',
  evidence: 'cilium PR #12453 discussion (the datapath does not need the control plane)',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () => [
    change('cilium_k8s_client_api_calls_total', { return_code: '200' }, [
      { for: '10m', perSecond: 0 },
      { perSecond: 0.5 },
    ]),
    ...answers('<error>', [{ for: '10m', perSecond: 0.4 }, { perSecond: 0 }]),
    ...answers('503', [{ for: '10m', perSecond: 0.1 }, { perSecond: 0 }]),
    change('cilium_api_limiter_processed_requests_total', {}, [{ for: '10m', perSecond: 0 }, { perSecond: 0.01 }]),
  ],
  expect: [
    {
      alert: 'CiliumK8sAPIErrors',
      severity: 'ticket',
      labels: { cluster: 'prod-a' },
      within: '10m',
      count: 1,
      clears: true,
    },
  ],
  silent: [{ alert: 'CiliumAgentDown' }, { alert: 'CiliumAgentFrozen' }],
});

export const apiServerRestart = incident({
  name: 'kube-apiserver-restart',
  title: 'The API server restarts: two minutes without it, and conflicts and missing objects all the time',
  evidence: 'analysis: a near miss of K8sAPIErrors',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () =>
    ['n01', 'n02', 'n03'].flatMap((node) => [
      counterSeries(
        'cilium_k8s_client_api_calls_total',
        { host: '10.96.0.1:443', method: 'PUT', return_code: '409' },
        { node },
        { before: 'absent', after: 0.4 },
      ),
      counterSeries(
        'cilium_k8s_client_api_calls_total',
        { host: '10.96.0.1:443', method: 'GET', return_code: '<error>' },
        { node },
        { before: 'absent', after: [{ for: '2m', perSecond: 0.5 }, { perSecond: 0 }] },
      ),
    ]),
  expect: [],
  silent: [{ alert: 'CiliumK8sAPIErrors' }],
});
