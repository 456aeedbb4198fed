import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, promql } from '../../src/define.ts';

/** The operator: one leader and its stand-ins per cluster. */
export const operatorAlerts = defineRules({
  name: 'cilium-operator',
  build: (context) => [{ name: 'operator', rules: [operatorDown(context), operatorCrashLooping(context)] }],
});

const next = [
  'kubectl -n kube-system get pods -l io.cilium/app=operator -o wide',
  'kubectl -n kube-system logs -l io.cilium/app=operator --tail=100',
  'kubectl -n kube-system logs -l io.cilium/app=operator --tail=100 --previous',
  'kubectl -n kube-system get lease cilium-operator-resource-lock -o yaml',
];

/** Nobody hands out pod networks or collects stale identities; running pods keep their network. */
function operatorDown({ metricOf, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const up = metricOf('operator', 'up');
  return alert({
    name: 'CiliumOperatorDown',
    intent: 'OperatorDown',
    severity: 'page',
    summary: 'No Cilium operator is up.',
    description: `Prometheus reaches none of the Cilium operators${ofCluster}: new nodes get no pod network, identities and stale endpoints are not collected. Running pods keep their network.`,
    expr: promql`max ${by(up, ...clusterLabels)} (${up}) == 0`,
    for: '10m',
    labels: clusterLabels,
    next,
    board: { dashboard: 'cilium-operator', panel: 'Operators up' },
  });
}

/** Restarts of a container keep the pod's name, a rollout makes pods of new names: so changes per series are crashes. */
function operatorCrashLooping({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const started = metric('cilium_operator_process_start_time_seconds');
  return alert({
    name: 'CiliumOperatorCrashLooping',
    intent: 'OperatorDown',
    severity: 'ticket',
    summary: 'A Cilium operator restarts again and again.',
    description: `An operator${ofCluster} restarted {{ $value }} times in 30 minutes. Work it owns (pod networks of new nodes, identity collection, load balancer addresses) starts over each time.`,
    expr: promql`max ${by(started, ...clusterLabels)} (changes(${started}[30m])) >= 3`,
    labels: clusterLabels,
    next,
    board: { dashboard: 'cilium-operator', panel: 'Uptime by replica' },
    causes: [{ alert: 'CiliumOperatorDown' }],
  });
}
