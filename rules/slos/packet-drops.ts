import type { RuleContext, SloContent } from '../../src/define.ts';
import { agentReasons, by, defineSlo, LOSS_CLASSES, promql } from '../../src/define.ts';
import { named } from '../shared/template-query.ts';
import { windows } from '../windows.ts';

const common = {
  service: 'datapath',
  intent: 'DropsSLOBurn',
  events: 'packets',
  burns:
    'Packets that somebody wanted and nobody forbade are lost: a map or port range is full, a route or a backend is missing, or the datapath itself fails. Policy denials and odd protocols do not count.',
  objective: '99.9',
  period: '30d',
  windows: 'google',
  presets: windows,
} as const;

/** Lost packets of a whole cluster. */
export const packetDrops = defineSlo({
  ...common,
  name: 'packet-drops',
  alert: 'CiliumPacketDropsSLOBurn',
  summary: 'The cluster loses packets faster than its error budget allows.',
  build: (context) => ({
    sli: loss(context),
    groupBy: context.clusterLabels,
    caveat: reasons(context, '{@cluster}'),
    next: [
      'kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-dbg metrics list -p drop',
      'hubble observe --verdict DROPPED --since 10m',
    ],
    board: { dashboard: 'cilium-datapath', panel: 'Losses by reason' },
  }),
});

/** The same for each node: one of fifty that loses everything is 2 % of the cluster. */
export const packetDropsNode = defineSlo({
  ...common,
  name: 'packet-drops-node',
  alert: 'CiliumNodePacketDropsSLOBurn',
  summary: 'A node loses packets faster than its error budget allows.',
  build: (context) => {
    const { metricOf, nodeLabel, nodeLabels } = context;
    const up = metricOf('agent', 'up');
    const node = `{{ $labels.${nodeLabel} }}`;
    return {
      sli: loss(context),
      groupBy: nodeLabels,
      caveat: reasons(context, `{@cluster, @${nodeLabel}}`),
      next: [
        `kubectl -n kube-system get pods -l k8s-app=cilium -o wide --field-selector spec.nodeName=${node}`,
        `hubble observe --verdict DROPPED --since 10m --node-name ${node}`,
        `kubectl describe node ${node}`,
      ],
      board: { dashboard: 'cilium-datapath', panel: 'Loss ratio by node', variables: { node: nodeLabel } },
      // nodes come and go; one whose agent answers should have counters
      alive: promql`max ${by(up, ...nodeLabels)} (${up}) == 1`,
    };
  },
});

/** What most of them were dropped for in the last ten minutes, from the record that new reasons are found by. */
function reasons(context: RuleContext, of: string): string {
  return named(
    context,
    'reason',
    'Reasons:',
    `sum by (reason) (node_reason:cilium_drops:increase10m${of}) > 0`,
  ).trimStart();
}

/** The agents' counters: Hubble aggregates flows that pass and not those that are dropped, so it has no base for a ratio. */
function loss({ metric }: RuleContext): SloContent['sli'] {
  const lost = metric('cilium_drop_count_total', { reason: agentReasons(...LOSS_CLASSES) });
  return {
    kind: 'ratio',
    total: { of: [metric('cilium_forward_count_total'), lost] },
    bad: { of: [lost] },
  };
}
