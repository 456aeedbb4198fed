import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { lossReasons } from '../../shared/drops.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { FlowBoard } from '../../shared/flow-board.ts';
import { lostFlows } from '../../shared/hubble-reasons.ts';
import { topTen } from '../../shared/rankings.ts';

const nothing = {
  noValue: 'Nothing lost',
  emptyInHealth: { fault: 'drops', reason: 'Healthy nodes lose nothing.' },
} as const;

/** Why: the reason decides what to look at next. */
export function whichReason({ context, node, filters }: FlowBoard): RowDefinition {
  const lost = context.metric('cilium_drop_count_total', { reason: lossReasons }, node);
  const named = context.metric('hubble_drop_total', { reason: lostFlows }, ...filters);
  return row('Why?', [
    timeseries({
      title: 'Lost by reason',
      description:
        'Packets lost per second by the reason the datapath gives, the ten most frequent. One that rises from nothing at the time of the complaint is the cause; `cilium-dbg monitor --type drop` on the node shows the packets.',
      unit: 'count:p/s',
      min: 0,
      width: 12,
      legend: '{{reason}} {{direction}}',
      legendTable: true,
      ...nothing,
      query: topTen(sumRate(lost, 'reason', 'direction')),
    }),
    timeseries({
      title: 'Lost by reason and protocol, as Hubble saw it',
      description:
        'The same from Hubble, in its own words, narrowed to the workloads picked. One protocol alone points at its map or its policy; all of them at a route or a device.',
      unit: 'eps',
      min: 0,
      width: 12,
      legend: '{{reason}} {{protocol}}',
      legendTable: true,
      ...nothing,
      query: topTen(sumRate(named, 'reason', 'protocol')),
    }),
  ]);
}
