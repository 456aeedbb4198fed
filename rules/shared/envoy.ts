import type { RuleContext } from '../../src/define.ts';
import { not } from '../../src/define.ts';
import { nodeOf } from './agent-commands.ts';

/** Traffic of workloads; other prefixes are the listeners of Envoy's own admin, health and metrics. */
export const proxied = { envoy_http_conn_manager_prefix: 'proxy' } as const;

/** Services behind the proxy: all but the clusters of the bootstrap (ConfigMap cilium-envoy of the chart). */
export const workloads = { envoy_cluster_name: not(['xds-grpc-cilium', '/envoy-admin']) };

/** The Envoy pods on the alert's node, or everywhere where the node label is no node name. */
export function envoyPods(context: RuleContext, output = 'wide'): string {
  const where = context.nodeLabel === 'node' ? ` --field-selector spec.nodeName=${nodeOf(context)}` : '';
  return `kubectl -n kube-system get pods -l k8s-app=cilium-envoy${where} -o ${output}`;
}

/** The last log lines of the Envoy on the alert's node. @param flags such as `--previous` */
export function envoyLog(context: RuleContext, flags = ''): string {
  return `kubectl -n kube-system logs $(${envoyPods(context, 'name')}) --tail=100${flags ? ` ${flags}` : ''}`;
}
