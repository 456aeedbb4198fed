import type { PanelDefinition, RowDefinition } from '../../../src/define.ts';
import { not, promql, row, stat } from '../../../src/define.ts';
import { color, noneIsGood, worseAbove } from '../../shared/colors.ts';
import { orZero, share, sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { capacityFlows, deniedFlows, lostFlows, routingFlows, serviceFlows } from '../../shared/hubble-reasons.ts';
import { lossThresholds } from '../../shared/objectives.ts';
import { packetLoss } from '../../shared/packet-loss.ts';

/** Loss apart from intent, and loss by what to do about it. */
export function dropHealth(board: FlowBoard): RowDefinition {
  return row('Is it healthy?', [...overall(board), ...byRemedy(board)]);
}

function overall({ context, node, filters, source }: FlowBoard): readonly PanelDefinition[] {
  const { metric } = context;
  const lost = metric('hubble_drop_total', { reason: lostFlows }, ...filters);
  const denied = metric('hubble_drop_total', { reason: deniedFlows, protocol: not(['ICMPv4', 'ICMPv6']) }, ...filters);
  const all = metric('hubble_drop_total', {}, ...filters);
  const nameless = metric('hubble_drop_total', { source_workload: '' }, ...filters);
  return [
    stat({
      title: 'Loss ratio',
      description:
        'Packets lost as a share of all packets, from the counters of the agents: policy and noise are not in it. Above 0.1 % applications notice. By node only; the drop-downs for workloads do not narrow it.',
      unit: 'percentunit',
      decimals: 3,
      width: 6,
      height: 3,
      thresholds: lossThresholds,
      links: [{ title: 'Which map or route', dashboard: 'cilium-datapath' }],
      query: packetLoss(context, node),
    }),
    stat({
      title: 'Lost',
      description:
        'Drops per second of what somebody wanted and nobody forbade: no capacity, no route, no backend, a datapath fault. A few per second while pods come and go are normal.',
      unit: 'eps',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: worseAbove(1, 10),
      query: orZero(sumRate(lost)),
    }),
    stat({
      title: 'Denied by policy',
      description:
        'Drops per second by network policy, ICMP left out. Intended by somebody, unless it jumped: then compare with the policy revision below, and with rollouts.',
      unit: 'eps',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: [{ color: color.policy }],
      query: orZero(sumRate(denied)),
    }),
    stat({
      title: 'Workloads denied',
      description:
        'Workloads that policy denies something. One is a missing rule of its own; many at once are a policy that selects too much, or agents that do not know identities yet.',
      unit: 'short',
      decimals: 0,
      width: 6,
      height: 3,
      thresholds: [{ color: color.policy }],
      query: orZero(promql`count(${sumRate(denied, ...source.labels)} > 0)`),
    }),
    stat({
      title: 'From no workload',
      description:
        'Share of drops whose source has no workload: the world, nodes, or addresses without an identity. Panels by workload do not see into it; hubble observe shows the addresses.',
      unit: 'percentunit',
      decimals: 0,
      width: 6,
      height: 3,
      thresholds: [{ color: color.notice }, { from: 0.5, color: color.warning }],
      noValue: 'No drops',
      emptyInHealth: { fault: 'drops', reason: 'Without a drop there is nothing to take a share of.' },
      query: share(sumRate(nameless), sumRate(all)),
    }),
  ];
}

function byRemedy({ context: { metric }, filters }: FlowBoard): readonly PanelDefinition[] {
  const dropped = (reason: readonly (typeof lostFlows)[number][]) =>
    orZero(sumRate(metric('hubble_drop_total', { reason }, ...filters)));
  return [
    stat({
      title: 'No room',
      description:
        'Drops per second because a map, a port range or a rate limit is full. New connections fail first. Find the map on the datapath board and make it larger, or the load smaller.',
      unit: 'eps',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: noneIsGood,
      links: [{ title: 'What is full', dashboard: 'cilium-datapath' }],
      query: dropped(capacityFlows),
    }),
    stat({
      title: 'No backend',
      description:
        'Drops per second because a service has no backend. Its pods are not ready, or its selector matches none: look at the EndpointSlices of the destination.',
      unit: 'eps',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: worseAbove(0.1, 1),
      query: dropped(serviceFlows),
    }),
    stat({
      title: 'No route',
      description:
        'Drops per second for want of a way: addresses of pods that are gone, tunnels, routes of a node, fragments. Some after every scale-down; steady ones are one node or one subnet.',
      unit: 'eps',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: worseAbove(1, 10),
      query: dropped(routingFlows),
    }),
  ];
}
