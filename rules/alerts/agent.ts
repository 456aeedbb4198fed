import type { AlertDefinition, RecordDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, on, promql, record, recorded } from '../../src/define.ts';
import { agentLog, agentPods, nodeOf, onAgent } from '../shared/agent-commands.ts';
import { onManyNodes } from '../shared/many-nodes.ts';
import { agentFrozen } from './agent-frozen.ts';

/** Whether there is an agent on every node, and whether it works. */
export const agentAlerts = defineRules({
  name: 'cilium-agent',
  build: (context) => [
    {
      name: 'agent',
      rules: [
        downMinutes(context),
        agentDown(context),
        agentsDown(context),
        agentMissing(context),
        agentCrashLooping(context),
        agentFrozen(context),
        configDrift(context),
      ],
    },
  ],
});

const DOWN_MINUTES = 'node:cilium_agent_down_minutes:count15m';

/** Minutes of the last quarter of an hour in which no scrape of the node's agent worked: an outage and a crash loop alike. */
function downMinutes({ metricOf, nodeLabels }: RuleContext): RecordDefinition {
  const up = metricOf('agent', 'up');
  return record({
    name: DOWN_MINUTES,
    expr: promql`count_over_time((max ${by(up, ...nodeLabels)} (${up}) == 0)[15m:1m])`,
  });
}

function agentDown(context: RuleContext): AlertDefinition {
  const { metricOf, nodeLabels, nodeLabel, ofCluster } = context;
  const up = metricOf('agent', 'up');
  return alert({
    name: 'CiliumAgentDown',
    intent: 'AgentDown',
    severity: 'page',
    summary: 'A Cilium agent is down.',
    description: `Prometheus could not scrape the agent on node ${nodeOf(context)}${ofCluster} in {{ $value }} of the last 15 minutes. Running pods there keep their network, new ones get none, and policy is frozen.`,
    // a node that was taken away has no target any more, and nobody to wake for
    expr: promql`${recorded(DOWN_MINUTES)} > 10 and ${on(up, ...nodeLabels)} max ${by(up, ...nodeLabels)} (${up})`,
    labels: nodeLabels,
    next: [
      agentPods(context),
      agentLog(context, '--previous'),
      `kubectl describe node ${nodeOf(context)}`,
      onAgent(context, 'cilium-dbg status --brief'),
    ],
    board: { dashboard: 'cilium-agent', panel: 'Agents down', variables: { node: nodeLabel } },
    causes: [{ alert: 'CiliumAgentsDown' }],
  });
}

function agentsDown(context: RuleContext): AlertDefinition {
  const { clusterLabels, ofCluster } = context;
  return alert({
    name: 'CiliumAgentsDown',
    intent: 'AgentDown',
    severity: 'page',
    summary: 'Many Cilium agents are down at once.',
    description: `Prometheus can not scrape {{ $value }} agents${ofCluster}. So many at once share a cause: a rollout, a setting, the API server, or the way from Prometheus to port 9962.`,
    expr: onManyNodes(context, promql`${recorded(DOWN_MINUTES)} > 10`),
    labels: clusterLabels,
    next: [
      'kubectl -n kube-system rollout status ds/cilium --timeout=5s',
      'kubectl -n kube-system get pods -l k8s-app=cilium -o wide',
      'kubectl -n kube-system rollout history ds/cilium',
      'kubectl -n kube-system logs ds/cilium -c cilium-agent --tail=100',
    ],
    board: { dashboard: 'cilium-agent', panel: 'Agents down' },
  });
}

/** Needs kube-state-metrics, which knows nodes by their `node` label alone. */
function agentMissing(context: RuleContext): AlertDefinition | false {
  const { metric, metricOf, clusterLabels, nodeLabels, nodeLabel, ofCluster } = context;
  if (nodeLabel !== 'node') return false;
  const nodes = metric('kube_node_info');
  const up = metricOf('agent', 'up');
  return alert({
    name: 'CiliumAgentMissing',
    intent: 'AgentDown',
    severity: 'ticket',
    summary: 'A node has no Cilium agent.',
    description: `Kubernetes lists node ${nodeOf(context)}${ofCluster}, but there is no agent on it that Prometheus could scrape. Pods scheduled there wait for their network.`,
    // where no agent is scraped at all, the fault is the monitoring's
    expr: promql`
      max ${by(nodes, ...nodeLabels)} (${nodes})
      unless ${on(up, ...nodeLabels)} ${up}
      and ${on(up, ...clusterLabels)} ${up}`,
    for: '20m',
    labels: nodeLabels,
    next: [
      agentPods(context),
      `kubectl get node ${nodeOf(context)} -o jsonpath='{.spec.taints}{"\\n"}{.metadata.labels}{"\\n"}'`,
      'kubectl -n kube-system describe ds cilium',
    ],
    board: { dashboard: 'cilium-agent', panel: 'Agents reporting and nodes known' },
    causes: [{ alert: 'CiliumAgentsDown' }],
  });
}

function agentCrashLooping(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, nodeLabel, ofCluster } = context;
  const started = metric('cilium_process_start_time_seconds');
  return alert({
    name: 'CiliumAgentCrashLooping',
    intent: 'AgentCrashLooping',
    severity: 'ticket',
    summary: 'A Cilium agent restarts again and again.',
    description: `The agent on node ${nodeOf(context)}${ofCluster} started {{ $value }} times in 30 minutes. Each start regenerates every endpoint of the node; between them no pod starts and no policy changes.`,
    // the newest start of the node, whatever the pod is called: an upgrade is one change, a node that reboots another
    expr: promql`changes((max ${by(started, ...nodeLabels)} (${started}))[30m:30s]) >= 3`,
    labels: nodeLabels,
    next: [
      agentLog(context, '--previous'),
      agentPods(context),
      `kubectl -n kube-system describe pods -l k8s-app=cilium | grep -A5 'Last State'`,
    ],
    board: { dashboard: 'cilium-agent', panel: 'Youngest agents', variables: { node: nodeLabel } },
    causes: [{ alert: 'CiliumAgentDown', equal: nodeLabels }, { alert: 'CiliumAgentsDown' }],
  });
}

/** One alert per cluster: a ConfigMap that changed differs from what every agent runs with. */
function configDrift({ metric, within, clusterLabels, nodeLabels, ofCluster }: RuleContext): AlertDefinition | false {
  if (!within({ from: '1.18' })) return false;
  const delta = metric('cilium_drift_checker_config_delta');
  return alert({
    name: 'CiliumConfigDrift',
    intent: 'ConfigDrift',
    severity: 'ticket',
    summary: 'Cilium agents do not run with the settings in their ConfigMap.',
    description: `{{ $value }} agents${ofCluster} have run for an hour with other settings than the ConfigMap or CiliumNodeConfig says. They take the new ones when they restart, at a time nobody chose.`,
    expr: promql`
      count ${by(delta, ...clusterLabels)} (min_over_time((max ${by(delta, ...nodeLabels)} (${delta}))[1h:5m]) > 0) > 0`,
    for: '10m',
    labels: clusterLabels,
    next: [
      `kubectl -n kube-system logs ds/cilium -c cilium-agent --tail=-1 | grep -i 'mismatch\\|drift' | tail`,
      'kubectl -n kube-system get configmap cilium-config -o yaml',
      'kubectl -n kube-system rollout restart ds/cilium',
    ],
    board: { dashboard: 'cilium-agent', panel: 'Configuration drift by node' },
  });
}
