import type { RuleContext } from '../../src/define.ts';

/** Template text that names the node of an alert. */
export function nodeOf({ nodeLabel }: RuleContext): string {
  return `{{ $labels.${nodeLabel} }}`;
}

/**
 * A command for the agent of the alert's node, to copy and paste. Where the settings name nodes by another label than
 * `node`, its value is no node name that kubectl knows, and the command goes to any agent.
 */
export function onAgent(context: RuleContext, command: string): string {
  const pod =
    context.nodeLabel === 'node'
      ? `$(kubectl -n kube-system get pods -l k8s-app=cilium --field-selector spec.nodeName=${nodeOf(context)} -o name)`
      : 'ds/cilium';
  return `kubectl -n kube-system exec ${pod} -c cilium-agent -- ${command}`;
}

/** The pods of Cilium on the alert's node, or everywhere. */
export function agentPods(context: RuleContext): string {
  const where = context.nodeLabel === 'node' ? ` --field-selector spec.nodeName=${nodeOf(context)}` : '';
  return `kubectl -n kube-system get pods -l k8s-app=cilium${where} -o wide`;
}

/** The last log lines of the agent on the alert's node. @param flags such as `--previous` */
export function agentLog(context: RuleContext, flags = ''): string {
  const pod =
    context.nodeLabel === 'node'
      ? `$(kubectl -n kube-system get pods -l k8s-app=cilium --field-selector spec.nodeName=${nodeOf(context)} -o name)`
      : 'ds/cilium';
  return `kubectl -n kube-system logs ${pod} -c cilium-agent --tail=200${flags ? ` ${flags}` : ''}`;
}
