import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { share, sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { lostEvents } from '../../shared/hubble-losses.ts';

/** What Hubble misses: events it lost, flows it cannot attribute. */
export function hubbleTrust(board: FlowBoard): RowDefinition {
  const {
    context: { metric },
    filters,
  } = board;
  const point = { type: 'Trace', subtype: 'to-endpoint' } as const;
  const delivered = sumRate(metric('hubble_flows_processed_total', point, ...filters));
  const nameless = (end: 'source_workload' | 'destination_workload') =>
    share(sumRate(metric('hubble_flows_processed_total', { ...point, [end]: '' }, ...filters)), delivered);
  return row('Can Hubble be believed?', [
    lostEvents(board, 12),
    timeseries({
      title: 'Flows without a workload',
      description:
        'Share of delivered flows whose source or destination has no workload: the world and nodes, but also pods of other nodes whose identity was not known in time. A jump blurs every panel by workload.',
      unit: 'percentunit',
      min: 0,
      width: 12,
      targets: [
        { legend: 'source', query: nameless('source_workload') },
        { legend: 'destination', query: nameless('destination_workload') },
      ],
    }),
  ]);
}
