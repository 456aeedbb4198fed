import type { AlertDefinition, LabelOf, Promql, RuleContext } from '../../src/define.ts';
import { alert, by, matching, not, on, promql } from '../../src/define.ts';
import { agentLog, nodeOf } from '../shared/agent-commands.ts';

const COUNT = 'cilium_proxy_upstream_reply_seconds_count';

/**
 * Share of the DNS queries that the agents' proxies took more than a second over, or gave up. What policy refused took
 * no time and is in neither part. `le` is a second in both spellings: Prometheus 3 writes 1.0.
 */
function slowShare({ metric }: RuleContext, labels: readonly LabelOf<typeof COUNT>[]): Promql {
  const dns = { protocol_l7: 'dns', scope: 'totalTime' } as const;
  const handled = metric(COUNT, { ...dns, error: not('denied') });
  const inTime = metric('cilium_proxy_upstream_reply_seconds_bucket', {
    ...dns,
    error: ['', 'allow'],
    le: matching('1(\\.0)?'),
  });
  const together = by(handled, ...labels);
  const total = promql`sum ${together} (rate(${handled}[5m]))`;
  const fast = promql`sum ${together} (rate(${inTime}[5m]))`;
  return promql`(1 - (${fast} or 0 * ${total}) / (${total} > 0.5))`;
}

export function dnsSlow(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  return alert({
    name: 'CiliumDNSSlow',
    intent: 'DNSProxySlow',
    severity: 'ticket',
    summary: 'DNS is slow for all nodes together.',
    description: `{{ $value | humanizePercentage }} of the DNS queries through the agents' proxies${ofCluster} take more than a second or time out: the DNS servers, or what they forward to.`,
    expr: promql`${slowShare(context, clusterLabels)} > 0.05`,
    for: '5m',
    labels: clusterLabels,
    next: [
      'kubectl -n kube-system top pods -l k8s-app=kube-dns',
      'kubectl -n kube-system logs -l k8s-app=kube-dns --tail=100',
    ],
    board: { dashboard: 'hubble-dns', panel: 'Server time by node, p95' },
    causes: [{ alert: 'HubbleDNSNoResponse' }],
  });
}

export function dnsProxySlow(context: RuleContext): AlertDefinition {
  const { metric, clusterLabels, nodeLabels, nodeLabel, ofCluster } = context;
  const everywhere = promql`${slowShare(context, clusterLabels)} > 0.05`;
  return alert({
    name: 'CiliumDNSProxySlow',
    intent: 'DNSProxySlow',
    severity: 'ticket',
    summary: 'The DNS proxy of one node is slow or times out.',
    description: `{{ $value | humanizePercentage }} of the DNS queries through the proxy of node ${nodeOf(context)}${ofCluster} take more than a second or time out, while the cluster as a whole is well: the agent of this node, or its way to the DNS servers.`,
    expr: promql`${slowShare(context, nodeLabels)} > 0.05 unless ${on(metric(COUNT), ...clusterLabels)} (${everywhere})`,
    for: '5m',
    labels: nodeLabels,
    next: [
      agentLog(context),
      `hubble observe --node-name ${nodeOf(context)} --protocol dns --last 50`,
      `kubectl top node ${nodeOf(context)}`,
    ],
    board: { dashboard: 'hubble-dns', panel: 'Proxy failures by node', variables: { node: nodeLabel } },
    causes: [{ alert: 'CiliumDNSSlow' }, { alert: 'HubbleDNSNoResponse' }],
  });
}
