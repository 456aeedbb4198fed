import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, matching, on, promql } from '../../src/define.ts';
import { agentLog, agentPods, nodeOf, onAgent } from '../shared/agent-commands.ts';

/**
 * Up, and not working. The agent asks itself for its status when it is scraped, and leaves out failing controllers,
 * addresses and unreachable nodes when it gets none (pkg/metrics, statusCollector); a process that still serves
 * `/metrics` looks healthy otherwise.
 */
export function agentFrozen(context: RuleContext): AlertDefinition {
  const { metric, metricOf, clusterLabels, nodeLabels, nodeLabel, ofCluster } = context;
  const up = metricOf('agent', 'up');
  const started = metric('cilium_process_start_time_seconds');
  const health = metric('cilium_unreachable_health_endpoints');
  const controllers = metric('cilium_controllers_failing');
  const errors = metric('cilium_agent_api_process_time_seconds_count', { return_code: matching('5..') });
  const created = metric('cilium_api_limiter_processed_requests_total', {
    api_call: 'endpoint-create',
    outcome: 'success',
  });
  const node = by(up, ...nodeLabels);
  const cluster = by(up, ...clusterLabels);
  const noStatus = promql`max ${node} (${up}) == 1 unless max ${node} (${health})`;
  // health checks may be off, or off on some nodes: most agents of the cluster must have them
  const othersHaveOne = promql`count ${cluster} (max ${node} (${health})) / count ${cluster} (max ${node} (${up})) > 0.5`;
  const isOld = promql`time() - max ${node} (${started}) > 600`;
  const fails = promql`sum ${node} (increase(${errors}[5m])) > 0 or (max ${node} (${up}) unless max ${node} (${controllers}))`;
  const stillWorks = promql`sum ${node} (increase(${created}[5m])) > 0`;
  return alert({
    name: 'CiliumAgentFrozen',
    intent: 'AgentFrozen',
    severity: 'page',
    summary: 'A Cilium agent is up but does not work.',
    description: `The agent on node ${nodeOf(context)}${ofCluster} answers Prometheus but not itself: it reports no health, its API fails, and it has set up no pod for 10 minutes. Running pods keep their network, new ones stay in ContainerCreating.`,
    expr: promql`
      (${noStatus})
      and ${on(up, ...clusterLabels)} (${othersHaveOne})
      and ${on(up, ...nodeLabels)} (${isOld})
      and ${on(up, ...nodeLabels)} (${fails})
      unless ${on(up, ...nodeLabels)} (${stillWorks})`,
    for: '8m',
    labels: nodeLabels,
    next: [
      onAgent(context, 'timeout 20 cilium-dbg status --verbose'),
      agentLog(context),
      onAgent(context, 'gops stack 1 > agent-stacks.txt'),
      agentPods(context),
    ],
    board: { dashboard: 'cilium-agent', panel: 'API requests by return code', variables: { node: nodeLabel } },
    causes: [{ alert: 'CiliumAgentDown', equal: nodeLabels }],
  });
}
