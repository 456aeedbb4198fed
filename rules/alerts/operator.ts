import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, promql } from '../../src/define.ts';

/** The operator: one leader and its stand-ins per cluster. */
export const operatorAlerts = defineRules({
  name: 'cilium-operator',
  build: (context) => [{ name: 'operator', rules: [operatorDown(context)] }],
});

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
    next: [
      'kubectl -n kube-system get pods -l io.cilium/app=operator -o wide',
      'kubectl -n kube-system logs -l io.cilium/app=operator --tail=100',
    ],
    board: { dashboard: 'cilium-operator' },
  });
}
