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
