import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

const nothing = {
  noValue: 'Nothing dropped',
  emptyInHealth: { fault: 'drops', reason: 'A reason has no series before its first drop.' },
} as const;

/** The same drops by node, protocol and every reason, noise included. */
export function dropsBySide({ context, filters }: FlowBoard): RowDefinition {
  const { nodeLabels, nodeLegend } = context;
  const all = context.metric('hubble_drop_total', {}, ...filters);
  return row(
    'The same by node, protocol and reason',
    [
      timeseries({
        title: 'Drops by node',
        description:
          'Drops per second by the node that dropped, the ten with most, by reason. One node: its maps, its routes or its agent. All nodes: a policy, or the other end.',
        unit: 'eps',
        min: 0,
        width: 8,
        legend: `${nodeLegend} {{reason}}`,
        ...nothing,
        overrides: [nodeLink(context, 'cilium-datapath', 'Datapath of this node')],
        query: topTen(sumRate(all, ...nodeLabels, 'reason')),
      }),
      timeseries({
        title: 'Drops by protocol',
        description:
          'Drops per second by protocol, the ten with most. UDP: often DNS, look there. ICMP alone: probes. Unknown: frames that are no IP, which is noise.',
        unit: 'eps',
        min: 0,
        width: 8,
        legend: '{{protocol}}',
        ...nothing,
        query: topTen(sumRate(all, 'protocol')),
      }),
      timeseries({
        title: 'Drops by any reason',
        description:
          'Drops per second by reason, the ten most frequent of all kinds. DROP_REASON_UNKNOWN is a reason newer than this Hubble: the agents name it on the datapath board.',
        unit: 'eps',
        min: 0,
        width: 8,
        legend: '{{reason}}',
        ...nothing,
        query: topTen(sumRate(all, 'reason')),
      }),
      context.hubble('drop', 'traffic_direction') &&
        timeseries({
          title: 'Drops by direction',
          description:
            'Drops per second on the way in and out of the pod that Hubble watched. egress: rules and routes of the sender; ingress: those of the receiver.',
          unit: 'eps',
          min: 0,
          legend: '{{traffic_direction}}',
          ...nothing,
          query: sumRate(all, 'traffic_direction'),
        }),
      context.hubble('drop', 'source_pod') &&
        timeseries({
          title: 'Drops by source pod',
          description:
            'Drops per second by sending pod, the ten with most. One pod of a workload: restart it or its node. All pods: the workload.',
          unit: 'eps',
          min: 0,
          legend: '{{source_namespace}}/{{source_pod}}',
          ...nothing,
          query: topTen(sumRate(all, 'source_namespace', 'source_pod')),
        }),
      context.hubble('drop', 'destination_pod') &&
        timeseries({
          title: 'Drops by destination pod',
          description:
            'Drops per second by receiving pod, the ten with most. One pod of a workload: its node or its readiness. All pods: policy, or the service in front.',
          unit: 'eps',
          min: 0,
          legend: '{{destination_namespace}}/{{destination_pod}}',
          ...nothing,
          query: topTen(sumRate(all, 'destination_namespace', 'destination_pod')),
        }),
    ],
    { collapsed: true },
  );
}
