import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { orZero, quantile, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** Whether old connections leave the map as fast as new ones enter it. */
export function conntrack({ context, node }: NodeBoard): RowDefinition {
  const { metric, switchedOn, nodeLabels, nodeLegend } = context;
  const entries = metric('cilium_datapath_conntrack_gc_entries', {}, node);
  const interval = metric('cilium_datapath_conntrack_gc_interval_seconds', {}, node);
  const nat = metric('cilium_datapath_nat_gc_entries', {}, node);
  return row(
    'Conntrack and NAT: do old connections go?',
    [
      timeseries({
        title: 'Conntrack entries by protocol',
        description:
          'Entries the last collection found alive and deleted, over all nodes. Many deleted per run are short connections; alive without end in non-TCP is UDP, often DNS, waiting for its timeout.',
        unit: 'short',
        min: 0,
        width: 8,
        legend: '{{family}} {{protocol}} {{status}}',
        query: promql`sum ${by(entries, 'family', 'protocol', 'status')} (${entries})`,
      }),
      timeseries({
        title: 'Collections by outcome',
        description:
          'Runs per second. An uncompleted one was overtaken by changes of the map and left dead entries behind.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: '{{family}} {{protocol}} {{status}}',
        overrides: [{ match: '/uncompleted/', color: color.critical }],
        query: sumRate(metric('cilium_datapath_conntrack_gc_runs_total', {}, node), 'family', 'protocol', 'status'),
      }),
      timeseries({
        title: 'Collection time',
        description:
          'Duration of a run, 99 % at most. It grows with the size of the map; above some seconds runs start to be overtaken.',
        unit: 's',
        min: 0,
        width: 8,
        legend: '{{family}} {{protocol}}',
        query: quantile(
          0.99,
          metric('cilium_datapath_conntrack_gc_duration_seconds_bucket', {}, node),
          'family',
          'protocol',
        ),
      }),
      timeseries({
        title: 'Collection interval by node',
        description:
          'Seconds until the next run, the ten shortest. The agent shortens it when runs delete much: a low value is a node with very many short connections.',
        unit: 's',
        min: 0,
        width: 8,
        minors: { from: '1.18' },
        legend: nodeLegend,
        overrides: [nodeLink(context, 'cilium-datapath', 'Only this node')],
        query: promql`bottomk(10, max ${by(interval, ...nodeLabels)} (${interval}))`,
      }),
      timeseries({
        title: 'Interrupted walks',
        description:
          'Per second: keys that vanished during a walk, and walks that had to start over. Both are signs of a map that changes faster than it is read.',
        unit: 'ops',
        min: 0,
        width: 8,
        targets: [
          {
            legend: 'key fallbacks',
            query: orZero(sumRate(metric('cilium_datapath_conntrack_gc_key_fallbacks_total', {}, node))),
          },
          {
            legend: 'dump resets',
            query: orZero(sumRate(metric('cilium_datapath_conntrack_dump_resets_total', {}, node))),
          },
        ],
      }),
      timeseries({
        title: 'Signals of the datapath',
        description:
          'Signals per second by which the datapath asks the agent for help, and what became of them. fill-up signals of conntrack and NAT start a collection before its time: connections come faster than they are cleaned up.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: '{{signal}} {{data}} {{status}}',
        noValue: 'No signals',
        emptyInHealth: { fault: 'map-full', reason: 'The datapath signals only when a map fills up.' },
        query: sumRate(metric('cilium_datapath_signals_handled_total', {}, node), 'signal', 'data', 'status'),
      }),
      switchedOn('cilium_datapath_nat_gc_entries') &&
        timeseries({
          title: 'NAT entries',
          description: 'Entries of the NAT map that the last collection found alive and deleted, over all nodes.',
          unit: 'short',
          min: 0,
          width: 8,
          legend: '{{family}} {{direction}} {{status}}',
          query: promql`sum ${by(nat, 'family', 'direction', 'status')} (${nat})`,
        }),
    ],
    { collapsed: true },
  );
}
