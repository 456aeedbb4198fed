import type { AlertDefinition, Promql, RuleContext } from '../../src/define.ts';
import { alert, by, on, promql, recorded } from '../../src/define.ts';
import { dnsRecords } from '../recordings/dns.ts';
import { agentLog, agentPods, nodeOf } from '../shared/agent-commands.ts';
import { answered, asked, dnsTraffic } from '../shared/dns.ts';
import { youngAgents } from '../shared/young-agents.ts';

const unanswered = recorded(dnsRecords.unanswered);
/** A namespace without DNS: a resolver that tries again may still get half of its answers. */
const silent = promql`(${unanswered} > 0.5)`;

/** Four namespaces of five: then it is the servers, not the clients. */
function everywhere(context: RuleContext): Promql {
  const { queries } = dnsTraffic(context);
  const perCluster = by(queries, ...context.clusterLabels);
  return promql`count ${perCluster} ${silent} >= 0.8 * count ${perCluster} (${unanswered})`;
}

export function dnsNoResponse(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  return alert({
    name: 'HubbleDNSNoResponse',
    intent: 'DNSNoResponse',
    severity: 'page',
    summary: 'DNS does not answer.',
    description: `Most DNS queries${ofCluster} get no response, in {{ $value }} client namespaces and so in nearly all that ask: the DNS servers are down, or nothing reaches them.`,
    expr: everywhere(context),
    for: '2m',
    labels: clusterLabels,
    next: [
      'kubectl -n kube-system get pods -l k8s-app=kube-dns -o wide',
      'kubectl -n kube-system get endpointslices -l k8s-app=kube-dns',
      'hubble observe --to-label k8s-app=kube-dns --verdict DROPPED --last 50',
    ],
    board: { dashboard: 'hubble-dns', panel: 'Queries and answers' },
  });
}

export function namespaceDnsNoResponse(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  const { queries } = dnsTraffic(context);
  return alert({
    name: 'HubbleNamespaceDNSNoResponse',
    intent: 'DNSNoResponse',
    severity: 'page',
    summary: 'A namespace gets no DNS answers while others do.',
    description: `{{ $value | humanizePercentage }} of the DNS queries from namespace {{ $labels.source_namespace }}${ofCluster} get no response; other namespaces are answered. Usually a network policy cut it off, in this namespace or in that of the DNS servers.`,
    expr: promql`${silent} unless ${on(queries, ...clusterLabels)} (${everywhere(context)})`,
    for: '3m',
    labels: [...clusterLabels, 'source_namespace'],
    next: [
      'hubble observe --namespace {{ $labels.source_namespace }} --port 53 --verdict DROPPED --last 50',
      'kubectl -n {{ $labels.source_namespace }} get ciliumnetworkpolicies,networkpolicies',
      'kubectl get ciliumclusterwidenetworkpolicies',
    ],
    board: {
      dashboard: 'hubble-dns',
      panel: 'Unanswered by client',
      variables: { source_namespace: 'source_namespace' },
    },
    causes: [{ alert: 'HubbleDNSNoResponse' }],
  });
}

/**
 * One node among many: its share is measured without the namespaces that get no answers anywhere, and against the
 * better quarter of the cluster's nodes.
 */
export function nodeDnsNoResponse(context: RuleContext): AlertDefinition {
  const { clusterLabels, nodeLabels, nodeLabel, ofCluster } = context;
  const { queries, responses } = dnsTraffic(context);
  const window = promql`5m`;
  const node = by(queries, ...nodeLabels);
  const others = promql`unless ${on(queries, ...clusterLabels, 'source_namespace')} ${silent}`;
  const sent = promql`sum ${node} (${asked(queries, window, ...nodeLabels, 'source_namespace')} ${others})`;
  const answers = promql`sum ${node} (${answered(responses, window, ['namespace'], ...nodeLabels)} ${others})`;
  const share = promql`(1 - (${answers} or 0 * ${sent}) / (${sent} > 2))`;
  const usual = promql`quantile ${by(queries, ...clusterLabels)} (0.25, ${share})`;
  const standsOut = promql`${share} > ${on(queries, ...clusterLabels)} group_left () (3 * ${usual})`;
  return alert({
    name: 'HubbleNodeDNSNoResponse',
    intent: 'DNSNoResponse',
    severity: 'page',
    summary: 'DNS queries of one node get no answers.',
    description: `{{ $value | humanizePercentage }} of the DNS queries from node ${nodeOf(context)}${ofCluster} get no response, several times more than elsewhere: the DNS proxy of its agent, or the node's way to the servers.`,
    expr: promql`(${standsOut}) > 0.1 unless ${on(queries, ...nodeLabels)} ${youngAgents(context)}`,
    for: '8m',
    labels: nodeLabels,
    next: [
      agentPods(context),
      agentLog(context),
      `hubble observe --node-name ${nodeOf(context)} --protocol dns --last 50`,
    ],
    board: { dashboard: 'hubble-dns', panel: 'Unanswered by node', variables: { node: nodeLabel } },
    causes: [{ alert: 'HubbleDNSNoResponse' }],
  });
}
