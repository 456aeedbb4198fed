import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';

/** Where the datapath reports a packet. Lines of one panel are views of the same traffic, not parts of a sum. */
export function observationPoints({ context: { metric }, filters }: FlowBoard): RowDefinition {
  return row(
    'Where are flows observed? (the same packet at several points)',
    [
      timeseries({
        title: 'Flows by type',
        description:
          'Flows per second by what reported them: packets on their way (Trace), policy decisions, drops, and L7 requests. L7 falling to nothing is lost L7 visibility. A packet can be in several lines: do not add them.',
        unit: 'eps',
        min: 0,
        width: 8,
        legend: '{{type}}',
        query: sumRate(metric('hubble_flows_processed_total', {}, ...filters), 'type'),
      }),
      timeseries({
        title: 'Packets by point',
        description:
          'Trace flows per second by the point that reports them. to-overlay and to-network leave the node, to-stack goes to the kernel, to-proxy to an L7 proxy. A point that goes quiet alone shows where packets stop.',
        unit: 'eps',
        min: 0,
        width: 8,
        legend: '{{subtype}}',
        query: sumRate(metric('hubble_flows_processed_total', { type: 'Trace' }, ...filters), 'subtype'),
      }),
      timeseries({
        title: 'L7 flows by protocol and verdict',
        description:
          'Requests and responses per second that the L7 proxies report. DROPPED is an L7 policy that refused one; ERROR is a proxy that could not read it.',
        unit: 'eps',
        min: 0,
        width: 8,
        legend: '{{subtype}} {{verdict}}',
        noValue: 'No L7 policy in use',
        query: sumRate(metric('hubble_flows_processed_total', { type: 'L7' }, ...filters), 'subtype', 'verdict'),
      }),
    ],
    { collapsed: true },
  );
}
