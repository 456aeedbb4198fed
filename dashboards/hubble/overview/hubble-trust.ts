import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { share, sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { nodeLink } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** What Hubble misses: events it lost, nodes that are silent, flows it cannot attribute. */
export function hubbleTrust({ context, node, filters }: FlowBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const point = { type: 'Trace', subtype: 'to-endpoint' } as const;
  const delivered = sumRate(metric('hubble_flows_processed_total', point, ...filters));
  const nameless = (end: 'source_workload' | 'destination_workload') =>
    share(sumRate(metric('hubble_flows_processed_total', { ...point, [end]: '' }, ...filters)), delivered);
  return row('Can Hubble be believed?', [
    timeseries({
      title: 'Lost events by node and place',
      description:
        'Losses per second, the ten worst. perf_event_ring_buffer: the agent reads too slowly, usually for want of CPU. observer_events_queue: raise hubble.eventQueueSize. hubble_ring_buffer: somebody reads flows slower than they come; it counts how often, not how many, and metrics do not suffer.',
      unit: 'eps',
      min: 0,
      width: 8,
      legend: `${nodeLegend} {{source}}`,
      noValue: 'Nothing lost',
      emptyInHealth: { fault: 'hubble-lost', reason: 'The counter starts with the first loss.' },
      overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
      query: topTen(sumRate(metric('hubble_lost_events_total', {}, node), ...nodeLabels, 'source')),
    }),
    timeseries({
      title: 'Flows seen by node',
      description:
        'Flows per second that Hubble made into metrics, the ten busiest nodes. A node that falls to nothing while its pods run does not observe any more. From some thousand per second on expect losses.',
      unit: 'eps',
      min: 0,
      width: 8,
      legend: nodeLegend,
      overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
      query: topTen(sumRate(metric('hubble_flows_processed_total', {}, node), ...nodeLabels)),
    }),
    timeseries({
      title: 'Flows without a workload',
      description:
        'Share of delivered flows whose source or destination has no workload: the world and nodes, but also pods of other nodes whose identity was not known in time. A jump blurs every panel by workload.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      targets: [
        { legend: 'source', query: nameless('source_workload') },
        { legend: 'destination', query: nameless('destination_workload') },
      ],
    }),
  ]);
}
