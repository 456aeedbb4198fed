import type { AlertDefinition, Promql, RuleContext } from '../../src/define.ts';
import { alert, by, promql, verbatim } from '../../src/define.ts';

type CapacityReason = 'CT: Map insertion failed' | 'No mapping for NAT masquerade';

/**
 * Packets per second lost for one reason, per node. Largest of pods and of jobs before adding up, so that an endpoint
 * scraped twice does not count twice.
 */
export function capacityDropRate({ metric, nodeLabels }: RuleContext, reason: CapacityReason, range: string): Promql {
  const drops = metric('cilium_drop_count_total', { reason });
  const window = verbatim(`[${range}]`);
  return promql`sum ${by(drops, ...nodeLabels)} (
    max ${by(drops, ...nodeLabels, 'direction')} (rate(${drops}${window}))
  )`;
}

/** Four scrapes, and three minutes. A burst has left the window before `for`, which is as long, has passed. */
const windowOf = ({ scrapeInterval }: RuleContext) => `${Math.max(3, Math.ceil(scrapeInterval / 15))}m`;

/** No room to remember a connection: its first packet is dropped, and so is every retry. */
export function conntrackInsertionFailed(context: RuleContext): AlertDefinition {
  const { nodeLabel, nodeLabels, ofCluster } = context;
  return alert({
    name: 'CiliumConntrackInsertionFailed',
    intent: 'CTMapInsertionFailed',
    severity: 'page',
    summary: 'A node cannot track new connections and drops them.',
    description: `Node {{ $labels.${nodeLabel} }}${ofCluster} drops {{ $value | humanize }} packets per second because the connection tracking map takes no new entry: new connections to and from its pods fail.`,
    expr: promql`${capacityDropRate(context, 'CT: Map insertion failed', windowOf(context))} > 1`,
    for: windowOf(context),
    keepFiringFor: '5m',
    labels: nodeLabels,
    next: [
      `hubble observe --node-name "{{ $labels.${nodeLabel} }}" --drop-reason-desc CT_MAP_INSERTION_FAILED --since 5m`,
      `kubectl -n kube-system get pods -l k8s-app=cilium -o wide --field-selector spec.nodeName={{ $labels.${nodeLabel} }}`,
      'kubectl -n kube-system exec <agent pod> -c cilium-agent -- cilium-dbg bpf ct list global | wc -l',
    ],
    board: { dashboard: 'cilium-datapath', panel: 'Capacity drops by node', variables: { node: nodeLabel } },
  });
}

/** No source port left towards a destination: connections out of the cluster fail. */
export function natMappingFailed(context: RuleContext): AlertDefinition {
  const { nodeLabel, nodeLabels, ofCluster } = context;
  return alert({
    name: 'CiliumNATMappingFailed',
    intent: 'NATMappingFailed',
    severity: 'page',
    summary: 'A node finds no source port to masquerade with and drops connections out of the cluster.',
    description: `Node {{ $labels.${nodeLabel} }}${ofCluster} drops {{ $value | humanize }} packets per second because no source port is free for masquerading: connections that leave the cluster through it fail.`,
    expr: promql`${capacityDropRate(context, 'No mapping for NAT masquerade', windowOf(context))} > 1`,
    for: windowOf(context),
    keepFiringFor: '5m',
    labels: nodeLabels,
    next: [
      `hubble observe --node-name "{{ $labels.${nodeLabel} }}" --drop-reason-desc NO_MAPPING_FOR_NAT_MASQUERADE --since 5m`,
      `kubectl -n kube-system get pods -l k8s-app=cilium -o wide --field-selector spec.nodeName={{ $labels.${nodeLabel} }}`,
      'kubectl -n kube-system exec <agent pod> -c cilium-agent -- cilium-dbg shell -- db/show nat-stats',
    ],
    board: { dashboard: 'cilium-datapath', panel: 'Capacity drops by node', variables: { node: nodeLabel } },
  });
}

/** The share of source ports in use towards the busiest remote address; nothing is lost yet. */
export function natPortsSaturated(context: RuleContext): AlertDefinition | false {
  const { metric, within, nodeLabel, nodeLabels, ofCluster } = context;
  if (within({ until: '1.16' })) return false;
  const ports = metric('cilium_nat_endpoint_max_connection');
  return alert({
    name: 'CiliumNATPortsSaturated',
    intent: 'NATMappingFailed',
    severity: 'ticket',
    summary: 'A node uses most of the source ports it has towards one remote address.',
    description: `Node {{ $labels.${nodeLabel} }}${ofCluster} uses {{ $value | humanizePercentage }} of its {{ $labels.family }} source ports towards one remote address. At 100 % new connections to that address are dropped.`,
    expr: promql`max ${by(ports, ...nodeLabels, 'family')} (${ports}) >= 0.8`,
    for: '5m',
    keepFiringFor: '10m',
    labels: [...nodeLabels, 'family'],
    next: [
      `kubectl -n kube-system get pods -l k8s-app=cilium -o wide --field-selector spec.nodeName={{ $labels.${nodeLabel} }}`,
      'kubectl -n kube-system exec <agent pod> -c cilium-agent -- cilium-dbg shell -- db/show nat-stats',
    ],
    board: { dashboard: 'cilium-datapath', panel: 'NAT port range by node', variables: { node: nodeLabel } },
    causes: [{ alert: 'CiliumNATMappingFailed', equal: nodeLabels }],
    suppress: within({ from: '1.17' })
      ? []
      : [
          {
            code: 'metric-unverified',
            reason: 'agents of 1.16 without it leave the alert silent, those of 1.17 have it',
          },
        ],
  });
}
