import type { Phase } from '../../src/define.ts';
import { gaugeSeries, incident } from '../../src/define.ts';
import { smallCluster } from './baseline/clusters.ts';

export const operatorDown = incident({
  name: 'operator-down',
  title: 'Every operator pod is down',
  evidence: 'analysis: scenarios.md lists the intent OperatorDown without an incident',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [gaugeSeries('up', {}, { component: 'operator' }, { before: 1, after: 0 })],
  expect: [
    {
      alert: 'CiliumOperatorDown',
      severity: 'page',
      labels: { cluster: 'prod-a' },
      within: '12m',
      notBefore: '9m',
      count: 1,
    },
  ],
  silent: [],
});

export const operatorRestart = incident({
  name: 'operator-restart',
  title: 'The operator restarts: down for five minutes',
  evidence: 'analysis: a near miss of OperatorDown',
  baseline: smallCluster,
  history: '1h',
  lasts: '30m',
  moves: () => [
    gaugeSeries('up', {}, { component: 'operator' }, { before: 1, after: [{ for: '5m', value: 0 }, { value: 1 }] }),
  ],
  expect: [],
  silent: [{ alert: 'CiliumOperatorDown' }],
});

const started = (after: readonly Phase[], pod?: string) =>
  gaugeSeries(
    'cilium_operator_process_start_time_seconds',
    {},
    { component: 'operator', ...(pod ? { labels: { pod } } : {}) },
    { before: pod ? 'absent' : -86_400, after },
  );

export const operatorCrashLoop = incident({
  name: 'operator-crash-looping',
  title: 'The operator loses its lease every five minutes and starts again',
  evidence: 'giantswarm/prometheus-rules (CiliumOperatorPodRestartingTooOften)',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () => [started(Array.from({ length: 12 }, (_, index) => ({ for: '5m', value: 3600 + 300 * index })))],
  expect: [
    {
      alert: 'CiliumOperatorCrashLooping',
      severity: 'ticket',
      labels: { cluster: 'prod-a' },
      within: '15m',
      notBefore: '8m',
      count: 1,
    },
  ],
  silent: [{ alert: 'CiliumOperatorDown' }],
});

export const operatorRollout = incident({
  name: 'operator-rollout',
  title: 'The operator is rolled out twice and its node reboots once',
  evidence: 'analysis: a near miss of OperatorCrashLooping',
  baseline: smallCluster,
  history: '1h',
  lasts: '1h',
  moves: () => [
    started([{ absent: 'gone' }]),
    started([{ for: '10m', value: 3600 }, { absent: 'gone' }], 'cilium-operator-second'),
    started([{ for: '10m', absent: 'gone' }, { for: '10m', value: 4200 }, { value: 4800 }], 'cilium-operator-third'),
  ],
  expect: [],
  silent: [{ alert: 'CiliumOperatorCrashLooping' }],
});
