import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, perMinor, promql } from '../../src/define.ts';
import { nodeOf, onAgent } from '../shared/agent-commands.ts';

/** Addresses for pods, and for services of type LoadBalancer. */
export const ipamAlerts = defineRules({
  name: 'cilium-ipam',
  build: (context) => [
    { name: 'ipam', rules: [ipamExhausted(context), ipamDeficit(context), lbIpamUnsatisfied(context)] },
  ],
});

/** From 1.20 on capacity is told per CIDR, so both sides are summed. In cloud modes nodes fetch more in seconds, if there is more. */
function ipamExhausted(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, ofCluster } = context;
  const taken = metric('cilium_ip_addresses');
  const capacity = metric('cilium_ipam_capacity');
  const family = [...nodeLabels, 'family'] as const;
  return alert({
    name: 'CiliumIPAMExhausted',
    intent: 'IPAMExhausted',
    severity: 'page',
    summary: 'A node has no pod addresses left.',
    description: `All {{ $labels.family }} pod addresses of node ${nodeOf(context)}${ofCluster} have been in use for 10 minutes. New pods there stay in ContainerCreating until one is free.`,
    expr: promql`sum ${by(taken, ...family)} (${taken}) / sum ${by(capacity, ...family)} (${capacity}) >= 1`,
    for: '10m',
    labels: family,
    next: [
      onAgent(context, 'cilium-dbg status --verbose | grep -A3 IPAM'),
      `kubectl get pods -A -o wide --field-selector spec.nodeName=${nodeOf(context)}`,
      `kubectl get ciliumnode ${nodeOf(context)} -o jsonpath='{.spec.ipam}{"\\n"}{.status.ipam}{"\\n"}'`,
      `kubectl cordon ${nodeOf(context)}`,
    ],
    board: { dashboard: 'cilium-operator', panel: 'Fullest nodes, addresses' },
  });
}

/** Only where the operator asks a cloud for addresses. A node is given what it wants in seconds, so 15 minutes are a no. */
function ipamDeficit({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const needed = metric('cilium_operator_ipam_needed_ips');
  return alert({
    name: 'CiliumIPAMDeficit',
    intent: 'IPAMExhausted',
    severity: 'ticket',
    summary: 'The operator can not get the pod addresses that nodes want.',
    description: `{{ $value }} nodes${ofCluster} have waited 15 minutes for addresses from the cloud. They still have those in reserve; when those are gone, pods do not start.`,
    expr: promql`
      count ${by(needed, ...clusterLabels)} (
        max ${by(needed, ...clusterLabels, 'target_node')} (min_over_time(${needed}[15m])) > 0
      ) > 0`,
    for: '2m',
    labels: clusterLabels,
    next: [
      `kubectl get ciliumnodes -o custom-columns='NODE:.metadata.name,ERROR:.status.ipam.operator-status.error'`,
      'kubectl -n kube-system logs -l io.cilium/app=operator --tail=500 | grep -i "ipam\\|subnet\\|throttl"',
    ],
    board: { dashboard: 'incident-capacity', panel: 'Nodes short of addresses' },
    causes: [{ alert: 'CiliumOperatorDown' }],
  });
}

function lbIpamUnsatisfied({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const unsatisfied = metric('cilium_operator_lbipam_services_unsatisfied');
  return alert({
    name: 'CiliumLBIPAMUnsatisfied',
    intent: 'LBIPAMUnsatisfied',
    severity: 'ticket',
    summary: 'Services of type LoadBalancer have no address.',
    description: `LB-IPAM could not give {{ $value }} services${ofCluster} the address they ask for: no pool matches, the pool is used up, or another service has it. They can not be reached from outside.`,
    expr: promql`
      max ${by(unsatisfied, ...clusterLabels)} (${perMinor(
        { until: '1.16', query: promql`${metric('cilium_operator_lbipam_services_unsatisfied_total')}` },
        { from: '1.17', query: promql`${unsatisfied}` },
      )}) > 0`,
    for: '5m',
    labels: clusterLabels,
    next: [
      `kubectl get svc -A -o json | jq -r '.items[] | select(.spec.type == "LoadBalancer" and (.status.loadBalancer.ingress | not)) | "\\(.metadata.namespace)/\\(.metadata.name)"'`,
      'kubectl get ciliumloadbalancerippools',
      `kubectl get svc -A -o json | jq -r '.items[] | select(.spec.type == "LoadBalancer") | .status.conditions[]? | .message' | sort | uniq -c`,
    ],
    board: { dashboard: 'cilium-operator', panel: 'Services matched and unsatisfied' },
  });
}
