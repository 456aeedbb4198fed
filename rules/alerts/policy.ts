import type { AlertDefinition, RecordDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, matching, on, promql, record, recorded } from '../../src/define.ts';
import { POLICY_CHANGED } from '../shared/policy-changed.ts';

/** Policies on their way from the API server into the datapath. */
export const policyAlerts = defineRules({
  name: 'cilium-policy',
  build: (context) => [
    { name: 'policy', rules: [policyChanged(context), policyImportFailing(context), policyPropagationSlow(context)] },
  ],
});

/**
 * When policies last changed, as Unix time; it remembers itself. Half of the agents must have moved to another revision
 * at once: one that restarts counts through its revisions anew.
 */
function policyChanged({ metric, nodeLabels, clusterLabels }: RuleContext): RecordDefinition {
  const revision = metric('cilium_policy_max_revision');
  const node = by(revision, ...nodeLabels);
  const cluster = by(revision, ...clusterLabels);
  return record({
    name: POLICY_CHANGED,
    expr: promql`
      0 * (
        count ${cluster} (max ${node} (changes(${revision}[2m])) > 0) / count ${cluster} (max ${node} (${revision})) > 0.5
      ) + time()
      or last_over_time(${recorded(POLICY_CHANGED)}[1h])`,
  });
}

/**
 * How many agents refused a policy in the last half hour. The counter is born with the first refusal, which increase()
 * does not see: a birth counts where the agent was scraped half an hour ago and had refused nothing.
 */
function policyImportFailing({ metric, metricOf, nodeLabels, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  // `failure` up to 1.19, `fail` since (cilium#46388)
  const refused = metric('cilium_policy_change_total', { outcome: matching('fail.*') });
  const up = metricOf('agent', 'up');
  const node = by(refused, ...nodeLabels);
  return alert({
    name: 'CiliumPolicyImportFailing',
    intent: 'PolicyImportFailing',
    severity: 'ticket',
    summary: 'Agents refuse a network policy, which therefore does not apply.',
    description: `{{ $value | humanize }} agents${ofCluster} refused a policy within the last half hour. The policy is not in force there; what it replaced stays in force.`,
    expr: promql`
      count ${by(refused, ...clusterLabels)} (
        sum ${node} (increase(${refused}[30m])) > 0
        or
        sum ${node} (${refused}) > 0
          unless sum ${node} (${refused} offset 30m)
          and ${on(refused, ...nodeLabels)} max ${by(up, ...nodeLabels)} (${up} offset 30m)
      ) > 0`,
    keepFiringFor: '30m',
    labels: clusterLabels,
    next: [
      'kubectl get ciliumnetworkpolicies,ciliumclusterwidenetworkpolicies -A -o wide',
      'kubectl -n kube-system logs -l k8s-app=cilium -c cilium-agent --since=30m --prefix | grep -i policy | grep -iE "level=(warn|error)"',
    ],
    board: { dashboard: 'cilium-agent', panel: 'Policy changes' },
  });
}

/**
 * The share of policy changes that take longer than 10 s. A share and no quantile: the buckets end at 10 s in most
 * minors, and 10 is the one bound that all layouts have.
 */
function policyPropagationSlow({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  // Prometheus 3 writes the bound as 10.0
  const inTime = metric('cilium_policy_implementation_delay_bucket', { le: matching('10|10\\.0') });
  const all = metric('cilium_policy_implementation_delay_count');
  const cluster = by(all, ...clusterLabels);
  return alert({
    name: 'CiliumPolicyPropagationSlow',
    intent: 'PolicyPropagationSlow',
    severity: 'ticket',
    summary: 'Policy changes take longer than 10 seconds to reach the datapath.',
    description: `{{ $value | humanizePercentage }} of the policy changes${ofCluster} took longer than 10 seconds to be in force. Until then new pods are judged by the old policy, and denied what they are allowed.`,
    expr: promql`
      1 - sum ${cluster} (rate(${inTime}[10m])) / sum ${cluster} (rate(${all}[10m])) > 0.1
      and sum ${cluster} (increase(${all}[10m])) >= 10`,
    for: '5m',
    keepFiringFor: '15m',
    labels: clusterLabels,
    next: [
      'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg status --verbose',
      'kubectl -n kube-system logs -l k8s-app=cilium -c cilium-agent --since=15m --prefix | grep -iE "regenerat|identity" | tail -50',
    ],
    board: { dashboard: 'cilium-agent', panel: 'Policy implementation delay' },
  });
}
