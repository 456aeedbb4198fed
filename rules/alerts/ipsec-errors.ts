import type { AlertDefinition, RuleContext } from '../../src/define.ts';
import { alert, by, promql } from '../../src/define.ts';
import { namedNodes } from '../shared/template-query.ts';

/**
 * Nodes on which the kernel throws away encrypted packets. Each error is a lost packet that the drop counters do not
 * show (cilium#26808). The kernel counts them since boot: a gauge in name, a counter in behaviour. Ten in five minutes,
 * for five minutes, let the overlap of a key rotation pass.
 */
export function ipsecErrors(context: RuleContext): AlertDefinition {
  const { metric, nodeLabel, nodeLabels, clusterLabels, ofCluster } = context;
  const errors = metric('cilium_ipsec_xfrm_error');
  const kind = [...clusterLabels, 'error', 'type'] as const;
  return alert({
    name: 'CiliumIPsecErrors',
    intent: 'EncryptionErrors',
    severity: 'page',
    summary: 'Nodes drop packets because IPsec encryption or decryption fails.',
    description: `On {{ $value | humanize }} nodes${ofCluster} the kernel drops {{ $labels.type }} packets with the IPsec error {{ $labels.error }}. Traffic between nodes is lost, and no drop counter of Cilium shows it.${namedNodes(context, 'Most on', `sum by (${nodeLabel}) (increase(cilium_ipsec_xfrm_error{@cluster, @error, @type}[5m])) > 0`)}`,
    expr: promql`
      count ${by(errors, ...kind)} (
        max ${by(errors, ...nodeLabels, 'error', 'type')} (increase(${errors}[5m])) >= 10
      ) > 0`,
    for: '5m',
    keepFiringFor: '10m',
    labels: kind,
    next: [
      'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg encrypt status',
      'kubectl -n kube-system get secret cilium-ipsec-keys -o jsonpath="{.metadata.resourceVersion}"',
      'kubectl -n kube-system exec ds/cilium -c cilium-agent -- ip -s xfrm state',
    ],
    board: { dashboard: 'incident-nodes', panel: 'IPsec errors, worst node' },
  });
}
