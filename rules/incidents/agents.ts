import type { Move, Phase } from '../../src/define.ts';
import { change, counterSeries, gaugeSeries, incident } from '../../src/define.ts';
import { referenceCluster, smallCluster } from './baseline/clusters.ts';
import { nodeNames } from './baseline/names.ts';

/** Down for `down` minutes, up for `up`, ten times. */
function flapping(down: number, up: number, node: string, start: number): readonly Move[] {
  const times = Array.from({ length: 10 }, (_, index) => index);
  const cycle = (value: (index: number) => Phase, gone: Phase): readonly Phase[] =>
    times.flatMap((index) => [
      { ...gone, for: `${down}m` },
      { ...value(index), for: `${up}m` },
    ]);
  const startOf = (index: number) => start + 60 * (index * (down + up) + down);
  return [
    gaugeSeries(
      'up',
      {},
      { node, component: 'agent' },
      { before: 1, after: cycle(() => ({ value: 1 }), { value: 0 }) },
    ),
    gaugeSeries(
      'cilium_process_start_time_seconds',
      {},
      { node },
      { before: -86_400, after: cycle((index) => ({ value: startOf(index) }), { absent: 'gap' }) },
    ),
    counterSeries('cilium_endpoint_regenerations_total', { outcome: 'success' }, { node }, { before: 0.05, after: 0 }),
  ];
}

const SIX_HOURS = 21_600;

export const s30CrashLoop = incident({
  name: 's30-agent-crash-looping-on-one-node',
  title: 'The agent of one node crashes every three minutes, and is up for two of them',
  evidence: 'cilium/cilium#24634, #30609',
  baseline: referenceCluster,
  lasts: '30m',
  moves: () => flapping(1, 2, 'n08', SIX_HOURS),
  expect: [{ alert: 'CiliumAgentCrashLooping', severity: 'ticket', labels: { node: 'n08' }, within: '15m', count: 1 }],
  silent: [{ alert: 'CiliumAgentDown' }, { alert: 'CiliumAgentFrozen' }, { alert: 'CiliumAgentsDown' }],
});

export const s30MostlyDown = incident({
  name: 's30-agent-crash-looping-mostly-down',
  title: 'The agent of one node crashes every four minutes, and is down for three of them',
  evidence: 'cilium/cilium#24634, #30609',
  baseline: referenceCluster,
  lasts: '40m',
  moves: () => flapping(3, 1, 'n08', SIX_HOURS),
  expect: [
    {
      alert: 'CiliumAgentDown',
      severity: 'page',
      labels: { node: 'n08' },
      within: '16m',
      notBefore: '10m',
      count: 1,
    },
    { alert: 'CiliumAgentCrashLooping', severity: 'ticket', labels: { node: 'n08' }, within: '15m', count: 1 },
  ],
  silent: [{ alert: 'CiliumAgentsDown' }],
});

export const s31Frozen = incident({
  name: 's31-agent-up-but-frozen',
  title: 'An agent answers Prometheus and does nothing else',
  evidence: 'deckhouse/deckhouse#8751 (running pods fine, no new pod starts)',
  baseline: referenceCluster,
  lasts: '30m',
  moves: () => [
    change('cilium_unreachable_health_endpoints', { node: 'n09' }, [{ absent: 'gone' }]),
    change('cilium_api_limiter_processed_requests_total', { node: 'n09' }, [{ perSecond: 0 }]),
    counterSeries(
      'cilium_agent_api_process_time_seconds_count',
      { path: '/v1/endpoint', method: 'PUT', return_code: '500' },
      { node: 'n09' },
      { before: 'absent', after: 0.1 },
    ),
  ],
  expect: [
    { alert: 'CiliumAgentFrozen', severity: 'page', labels: { node: 'n09' }, within: '15m', count: 1 },
    { alert: 'CiliumAgentAPIErrors', severity: 'ticket', labels: { node: 'n09', method: 'PUT' }, within: '15m' },
  ],
  silent: [{ alert: 'CiliumAgentDown' }, { alert: 'CiliumAgentMissing' }],
});

export const frozenWithoutErrors = incident({
  name: 'agent-frozen-without-errors',
  title: 'An agent hangs so hard that no call to it ends, not even with an error',
  evidence: 'analysis: pkg/metrics statusCollector exposes none of its four gauges without an answer of the agent',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [
    change('cilium_unreachable_.*|cilium_controllers_failing|cilium_ip_addresses', { node: 'n02' }, [
      { absent: 'gone' },
    ]),
    change('cilium_api_limiter_processed_requests_total', { node: 'n02' }, [{ perSecond: 0 }]),
  ],
  expect: [{ alert: 'CiliumAgentFrozen', labels: { node: 'n02' }, within: '20m', count: 1 }],
  silent: [{ alert: 'CiliumAgentDown' }, { alert: 'CiliumAgentAPIErrors' }],
});

export const healthChecksOff = incident({
  name: 'agent-health-checks-off',
  title: 'Health checks are switched off on one node, whose agent works; another has errors and a health endpoint',
  evidence: 'analysis: CiliumNodeConfig can set enable-health-checking for some nodes; a near miss of AgentFrozen',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => [
    change('cilium_unreachable_.*', { node: 'n02' }, [{ absent: 'gone' }]),
    counterSeries(
      'cilium_agent_api_process_time_seconds_count',
      { path: '/v1/endpoint', method: 'GET', return_code: '500' },
      { node: 'n03' },
      { before: 'absent', after: [{ for: '3m', perSecond: 0.01 }, { perSecond: 0 }] },
    ),
  ],
  expect: [],
  silent: [{ alert: 'CiliumAgentFrozen' }, { alert: 'CiliumAgentAPIErrors' }],
});

export const allAgentsDown = incident({
  name: 'agents-down-everywhere',
  title: 'A setting that agents do not start with was rolled out',
  evidence: 'analysis: one cause, one page',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => nodeNames(3).map((node) => gaugeSeries('up', {}, { node, component: 'agent' }, { before: 1, after: 0 })),
  expect: [
    { alert: 'CiliumAgentsDown', severity: 'page', labels: { cluster: 'prod-a' }, within: '12m', count: 1 },
    { alert: 'CiliumAgentDown', within: '12m', count: 3 },
  ],
  silent: [{ alert: 'CiliumAgentMissing' }],
});

export const agentsRestartTwice = incident({
  name: 'agent-two-restarts',
  title: 'Two rollouts in half an hour: every agent is down for a minute, twice, in pods of new names',
  evidence: 'analysis: a near miss of AgentDown and AgentCrashLooping',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () =>
    nodeNames(3).flatMap((node): readonly Move[] => {
      const agent = (pod: string) => ({ node, component: 'agent', labels: { pod } }) as const;
      const born = (at: string, value: number, until?: string): readonly Phase[] => [
        { for: at, absent: 'gone' },
        { ...(until ? { for: until } : {}), value },
        ...(until ? [{ absent: 'gone' } as const] : []),
      ];
      return [
        gaugeSeries('up', {}, { node, component: 'agent' }, { before: 1, after: [{ absent: 'gone' }] }),
        gaugeSeries(
          'cilium_process_start_time_seconds',
          {},
          { node },
          { before: -86_400, after: [{ absent: 'gone' }] },
        ),
        gaugeSeries('up', {}, agent('cilium-second'), { before: 'absent', after: born('1m', 1, '15m') }),
        gaugeSeries('up', {}, agent('cilium-third'), { before: 'absent', after: born('17m', 1) }),
        gaugeSeries('cilium_process_start_time_seconds', {}, agent('cilium-second'), {
          before: 'absent',
          after: born('1m', 3660, '15m'),
        }),
        gaugeSeries('cilium_process_start_time_seconds', {}, agent('cilium-third'), {
          before: 'absent',
          after: born('17m', 4620),
        }),
      ];
    }),
  expect: [],
  silent: [
    { alert: 'CiliumAgentDown' },
    { alert: 'CiliumAgentsDown' },
    { alert: 'CiliumAgentCrashLooping' },
    { alert: 'CiliumAgentMissing' },
    { alert: 'CiliumAgentFrozen' },
  ],
});

export const agentMissing = incident({
  name: 'agent-missing',
  title: 'A node joins on which no agent can be scheduled; another joins and gets one after eight minutes',
  evidence: 'projectsyn/component-cilium (agents against nodes)',
  baseline: smallCluster,
  history: '1h',
  lasts: '40m',
  moves: () => [
    ...['n04', 'n05'].map((node) =>
      gaugeSeries(
        'kube_node_info',
        { node },
        { node, component: 'kube-state-metrics' },
        { before: 'absent', after: 1 },
      ),
    ),
    gaugeSeries(
      'up',
      {},
      { node: 'n05', component: 'agent' },
      { before: 'absent', after: [{ for: '8m', absent: 'gone' }, { value: 1 }] },
    ),
  ],
  expect: [{ alert: 'CiliumAgentMissing', severity: 'ticket', labels: { node: 'n04' }, within: '25m', count: 1 }],
  silent: [{ alert: 'CiliumAgentMissing', labels: { node: 'n05' } }, { alert: 'CiliumAgentDown' }],
});

const drift = (node: string, after: number | readonly Phase[]) =>
  gaugeSeries('cilium_drift_checker_config_delta', {}, { node }, { before: 0, after });

export const configDrift = incident({
  name: 'config-drift',
  title: 'cilium-config was changed and the agents were not restarted',
  evidence: 'rwlove/home-ops (CiliumConfigDrift)',
  baseline: smallCluster,
  history: '1h',
  lasts: '2h',
  moves: () => nodeNames(3).map((node) => drift(node, 2)),
  expect: [{ alert: 'CiliumConfigDrift', severity: 'ticket', labels: { cluster: 'prod-a' }, within: '80m', count: 1 }],
  silent: [],
});

export const slowRollout = incident({
  name: 'config-drift-during-rollout',
  title: 'cilium-config was changed and the rollout takes forty minutes',
  evidence: 'analysis: a near miss of ConfigDrift',
  baseline: smallCluster,
  history: '1h',
  lasts: '2h',
  moves: () => nodeNames(3).map((node, index) => drift(node, [{ for: `${10 + 15 * index}m`, value: 2 }, { value: 0 }])),
  expect: [],
  silent: [{ alert: 'CiliumConfigDrift' }],
});
