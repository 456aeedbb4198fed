import type { AlertDefinition, RecordDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, promql, record, recorded } from '../../src/define.ts';
import { namedNodes } from '../shared/template-query.ts';

const UNREACHABLE = 'node:cilium_unreachable:max';

const next = [
  'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-health status --probe',
  'kubectl get nodes -o wide',
  'kubectl get ciliumnodes',
];
const board = { dashboard: 'cilium-agent', panel: 'Unreachable peers by node' } as const;

/** Peers that an agent's probes do not reach, be it the node or the health endpoint on it: whichever are more. */
export function unreachable({ metric, nodeLabels }: RuleContext): RecordDefinition {
  const nodes = metric('cilium_unreachable_nodes');
  const endpoints = metric('cilium_unreachable_health_endpoints');
  const hosts = promql`max ${by(nodes, ...nodeLabels)} (${nodes})`;
  const health = promql`max ${by(endpoints, ...nodeLabels)} (${endpoints})`;
  return record({ name: UNREACHABLE, expr: promql`${hosts} > ${health} or ${health} or ${hosts}` });
}

/**
 * What the agent in the middle does not reach: one node that is cut off sees all others as unreachable, but moves the
 * median by one only. `for` outlasts the minutes between the end of a node and the deletion of its CiliumNode
 * (deckhouse#3161).
 */
export function nodesUnreachable({ metric, clusterLabels, ofCluster }: RuleContext): AlertDefinition {
  const cluster = by(metric('cilium_unreachable_nodes'), ...clusterLabels);
  const median = promql`quantile ${cluster} (0.5, ${recorded(UNREACHABLE)})`;
  return alert({
    name: 'CiliumNodesUnreachable',
    intent: 'NodeUnreachable',
    severity: 'page',
    summary: 'Most agents cannot reach a large part of the nodes.',
    description: `Half of the agents${ofCluster} cannot reach {{ $value | humanize }} other nodes or more, over a tenth of the cluster: the network between nodes is broken, or something blocks the health checks.`,
    expr: promql`${median} >= 2 and ${median} > 0.1 * count ${cluster} (${recorded(UNREACHABLE)})`,
    for: '7m',
    keepFiringFor: '5m',
    labels: clusterLabels,
    next,
    board,
  });
}

/** Agents that missed some node at every probe of a quarter of an hour, and were there before: no churn. */
export function nodeUnreachable(context: RuleContext): AlertDefinition {
  const { metric, nodeLabel, clusterLabels, ofCluster } = context;
  const cluster = by(metric('cilium_unreachable_nodes'), ...clusterLabels);
  return alert({
    name: 'CiliumNodeUnreachable',
    intent: 'NodeUnreachable',
    severity: 'ticket',
    summary: 'Agents have not reached another node for a quarter of an hour.',
    description: `{{ $value | humanize }} agents${ofCluster} have not reached at least one other node for 15 minutes.${namedNodes(context, 'Most is unreachable from', `max by (${nodeLabel}) (${UNREACHABLE}{@cluster}) > 0`, ': a node that reaches nobody is the one cut off')}`,
    expr: promql`
      count ${cluster} (
        min_over_time(${recorded(UNREACHABLE)}[15m]) > 0 and ${recorded(UNREACHABLE)} offset 15m
      ) > 0`,
    keepFiringFor: '10m',
    labels: clusterLabels,
    next,
    board,
    causes: [{ alert: 'CiliumNodesUnreachable' }, { alert: 'CiliumAgentDown' }],
  });
}
