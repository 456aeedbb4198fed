import { change, counterSeries, incident } from '../../../src/define.ts';
import { referenceCluster, smallCluster } from '../baseline/clusters.ts';
import { nodeNames } from '../baseline/names.ts';

export const s14 = incident({
  name: 's14-policy-rejected',
  title: 'Every agent refuses a policy once a minute',
  evidence: 'giantswarm/prometheus-rules (hand-written OR of both); deckhouse still on the old name',
  baseline: referenceCluster,
  lasts: '1h',
  moves: () =>
    nodeNames(50).map((node) =>
      counterSeries(
        'cilium_policy_change_total',
        { outcome: 'failure' },
        { node },
        { before: 'absent', after: [{ for: '1m', absent: 'gone' }, { perSecond: 1 / 60 }] },
      ),
    ),
  expect: [{ alert: 'CiliumPolicyImportFailing', severity: 'ticket', within: '5m', count: 1 }],
  silent: [],
  contradiction:
    'variant b moves cilium_policy_import_errors_total, which ended with Cilium 1.14: no agent of 1.16 to 1.20 exposes it, so no rule reads it',
});

export const policyRejectedOnce = incident({
  name: 'policy-rejected-once',
  title: 'One policy is refused, once, by agents that never refused any',
  evidence: 'prometheus/prometheus#1673: increase() does not see the first count of a series',
  baseline: smallCluster,
  lasts: '2h',
  moves: () =>
    nodeNames(3).map((node) =>
      counterSeries(
        'cilium_policy_change_total',
        { outcome: 'fail', source: 'k8s', operation: 'update' },
        { node },
        {
          before: 'absent',
          after: [
            { for: '1m', absent: 'gone' },
            { value: 1, perSecond: 0 },
          ],
        },
      ),
    ),
  expect: [{ alert: 'CiliumPolicyImportFailing', severity: 'ticket', within: '5m', count: 1, clears: true }],
  silent: [],
});

export const policiesAccepted = incident({
  name: 'policies-accepted',
  title: 'Many policies change, and one was refused long ago',
  evidence: 'analysis: a near miss of S14',
  baseline: smallCluster,
  lasts: '1h',
  moves: () => [
    change('cilium_policy_change_total', { outcome: 'success' }, [{ perSecond: 1 }]),
    counterSeries(
      'cilium_policy_change_total',
      { outcome: 'failure' },
      { node: 'n02' },
      { before: [{ value: 7, perSecond: 0 }] },
    ),
  ],
  expect: [],
  silent: [{ alert: 'CiliumPolicyImportFailing' }],
});
