import type { AlertDefinition, RecordDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, not, on, promql, record, recorded } from '../../src/define.ts';
import { nodeOf } from '../shared/agent-commands.ts';
import { envoyLog, envoyPods, proxied } from '../shared/envoy.ts';
import { onManyNodes } from '../shared/many-nodes.ts';

const MISSING = 'node:cilium_envoy_missing:bool';

/**
 * Nodes whose traffic needs Envoy and does not find it. An Envoy without L7 rules or gateway traffic may be down: no
 * one is hurt. Its target may also be gone with its pod; when all are gone, that is missing telemetry.
 */
export function missingEnvoys(context: RuleContext): RecordDefinition {
  const { metric, metricOf, nodeLabels, clusterLabels } = context;
  const up = metricOf('envoy', 'up');
  const node = by(up, ...nodeLabels);
  const scraped = promql`count ${by(up, ...clusterLabels)} (${up})`;
  const gone = promql`
    (max ${node} (max_over_time(${up}[1h])) unless ${on(up, ...nodeLabels)} ${up}) and ${on(up, ...clusterLabels)} ${scraped}`;
  // the DNS proxy is the agent's own
  const redirects = metric('cilium_proxy_redirects', { protocol_l7: not('dns') });
  const requests = metric('envoy_http_downstream_rq_total', proxied);
  const used = promql`
    (sum ${by(redirects, ...nodeLabels)} (${redirects}) > 0
      or ${on(redirects, ...nodeLabels)} sum ${by(requests, ...nodeLabels)} (rate(${requests}[6h])) > 0)`;
  return record({
    name: MISSING,
    expr: promql`0 * ((max ${node} (${up}) == 0 or ${gone}) and ${on(up, ...nodeLabels)} ${used}) + 1`,
  });
}

export function envoysDown(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  return alert({
    name: 'CiliumEnvoysDown',
    intent: 'EnvoyDown',
    severity: 'page',
    summary: 'Envoy is down on many nodes whose traffic goes through it.',
    description: `Envoy does not answer Prometheus on {{ $value }} nodes${ofCluster} whose traffic goes through it: requests under L7 policy, ingress and gateway fail there. Everything else passes.`,
    expr: onManyNodes(context, recorded(MISSING)),
    for: '3m',
    labels: clusterLabels,
    next: [
      'kubectl -n kube-system get pods -l k8s-app=cilium-envoy -o wide',
      'kubectl -n kube-system rollout status daemonset/cilium-envoy --timeout=1s',
      'kubectl -n kube-system logs -l k8s-app=cilium-envoy --tail=50 --prefix',
    ],
    board: { dashboard: 'cilium-envoy', panel: 'Envoys down' },
  });
}

export function envoyDown(context: RuleContext): AlertDefinition {
  const { metricOf, clusterLabels, nodeLabels, nodeLabel, ofCluster } = context;
  return alert({
    name: 'CiliumEnvoyDown',
    intent: 'EnvoyDown',
    severity: 'page',
    summary: 'Envoy is down on a node whose traffic goes through it.',
    description: `Envoy on node ${nodeOf(context)}${ofCluster} does not answer Prometheus, and traffic of the node is redirected to it: requests under L7 policy, ingress and gateway fail there. Everything else passes. What Hubble says of HTTP on this node is unknown meanwhile.`,
    expr: promql`${recorded(MISSING)} unless ${on(metricOf('envoy', 'up'), ...clusterLabels)} (${onManyNodes(context, recorded(MISSING))})`,
    for: '3m',
    labels: nodeLabels,
    next: [envoyPods(context), envoyLog(context, '--previous')],
    board: { dashboard: 'cilium-envoy', panel: 'Envoys down', variables: { node: nodeLabel } },
    causes: [{ alert: 'CiliumEnvoysDown' }],
  });
}
