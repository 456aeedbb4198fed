import type { AlertDefinition, RecordDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, defineRules, promql, record, recorded } from '../../src/define.ts';
import { agentLog, nodeOf, onAgent } from '../shared/agent-commands.ts';
import { onManyNodes } from '../shared/many-nodes.ts';

/** Where identities and nodes live in an etcd instead of in the API server. */
export const kvStoreAlerts = defineRules({
  name: 'cilium-kvstore',
  build: (context) => [
    { name: 'kvstore', rules: [failingActions(context), kvStoreFailing(context), kvStoreUnavailable(context)] },
  ],
});

const FAILING = 'node_action:cilium_kvstore_failures:increase5m';

/**
 * Failures of an action that never succeeds. An agent without its lease reads, lists and watches as ever, and fails
 * every update: a share of all operations hides it, for 16 hours in cilium#42596.
 */
function failingActions({ metric, nodeLabels }: RuleContext): RecordDefinition {
  const failed = metric('cilium_kvstore_operations_duration_seconds_count', { outcome: 'fail' });
  const succeeded = metric('cilium_kvstore_operations_duration_seconds_count', { outcome: 'success' });
  const action = by(failed, ...nodeLabels, 'action');
  return record({
    name: FAILING,
    expr: promql`
      sum ${action} (increase(${failed}[5m])) >= 3
      unless sum ${action} (increase(${succeeded}[5m])) > 0`,
  });
}

function kvStoreFailing(context: RuleContext): AlertDefinition {
  const { metricOf, nodeLabels, nodeLabel, ofCluster } = context;
  return alert({
    name: 'CiliumKVStoreFailing',
    intent: 'KVStoreFailing',
    severity: 'page',
    summary: 'An agent can no longer write to or read from the key-value store.',
    description: `The agent on node ${nodeOf(context)}${ofCluster} has failed for 5 minutes to do one kind of thing in the key-value store ({{ $value | humanize }} times in a row), such as to update its own keys. Other nodes do not hear of its pods, or it not of theirs; running connections go on.`,
    // several kinds fail together: one alert for the node
    expr: promql`max ${by(metricOf('agent', 'up'), ...nodeLabels)} (${recorded(FAILING)}) > 0`,
    for: '5m',
    labels: nodeLabels,
    next: [
      onAgent(context, 'cilium-dbg status --verbose | grep -i -A3 kvstore'),
      `${agentLog(context, '--since=20m')} | grep -i 'lease\\|etcd\\|kvstore'`,
      onAgent(context, 'cilium-dbg troubleshoot kvstore'),
    ],
    board: { dashboard: 'incident-nodes', panel: 'Kvstore failures, worst', variables: { node: nodeLabel } },
    causes: [{ alert: 'CiliumKVStoreUnavailable' }, { alert: 'CiliumAgentDown', equal: nodeLabels }],
  });
}

/** Many agents at once, or an etcd without a quorum: the store's fault. */
function kvStoreUnavailable(context: RuleContext): AlertDefinition {
  const { metric, nodeLabels, clusterLabels, ofCluster } = context;
  const quorum = metric('cilium_kvstore_quorum_errors_total');
  const failing = promql`max ${by(quorum, ...nodeLabels)} (${recorded(FAILING)})`;
  // an election's two minutes of errors stay in the window for three more: `for` is longer than both
  const noQuorum = promql`sum ${by(quorum, ...nodeLabels)} (increase(${quorum}[3m])) > 0`;
  return alert({
    name: 'CiliumKVStoreUnavailable',
    intent: 'KVStoreFailing',
    severity: 'page',
    summary: 'The key-value store fails for many agents.',
    description: `{{ $value }} agents${ofCluster} get nothing done in the key-value store. Identities, nodes and endpoints are no longer shared; pods that need a new identity do not start.`,
    expr: onManyNodes(context, promql`${failing} or ${noQuorum}`),
    for: '6m',
    labels: clusterLabels,
    next: [
      'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg troubleshoot kvstore',
      `kubectl -n kube-system logs ds/cilium -c cilium-agent --since=20m | grep -i 'etcd\\|quorum' | tail -50`,
      'kubectl -n kube-system get pods -A -o wide | grep etcd',
    ],
    board: { dashboard: 'incident-nodes', panel: 'Kvstore failures, worst' },
  });
}
