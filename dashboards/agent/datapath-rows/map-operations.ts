import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** What the agent does to the maps, and what of it fails. */
export function mapOperations({ context, node }: NodeBoard): RowDefinition {
  const { metric, switchedOn, nodeLabels, nodeLegend } = context;
  const ops = metric('cilium_bpf_map_ops_total', {}, node);
  const failed = metric('cilium_bpf_map_ops_total', { outcome: 'fail' }, node);
  const updates = metric('cilium_bpf_map_ops_total', { operation: 'update' }, node);
  const failedUpdates = metric('cilium_bpf_map_ops_total', { operation: 'update', outcome: 'fail' }, node);
  const syscalls = metric('cilium_bpf_syscall_duration_seconds_count', {}, node);
  return row(
    'Map operations: does the agent reach the datapath?',
    [
      timeseries({
        title: 'Map operations',
        description:
          'Operations per second by map, the ten busiest. It shows what moves: ipcache follows pods, policy follows identities, lb follows services.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: '{{map_name}} {{operation}}',
        query: promql`topk(10, ${sumRate(ops, 'map_name', 'operation')})`,
      }),
      timeseries({
        title: 'Failed map operations',
        description:
          'Failures per second by map and operation, the ten largest. Lookups and deletions of entries that are not there fail by design; updates must not.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: '{{map_name}} {{operation}}',
        noValue: 'No failures',
        emptyInHealth: { fault: 'map-full', reason: 'Without failures there is no series with that outcome.' },
        query: promql`topk(10, ${sumRate(failed, 'map_name', 'operation')})`,
      }),
      timeseries({
        title: 'Failed updates by node',
        description:
          'Share of map writes that failed, the ten worst nodes. Together with a full map it is the map; without one read the agent log of the node.',
        unit: 'percentunit',
        min: 0,
        width: 8,
        thresholds: worseAbove(0.001, 0.1),
        legend: nodeLegend,
        noValue: 'No failures',
        emptyInHealth: { fault: 'map-full', reason: 'Without failures there is no series with that outcome.' },
        overrides: [nodeLink(context, 'cilium-agent', 'Agent of this node')],
        query: promql`topk(10, ${sumRate(failedUpdates, ...nodeLabels)} / ${sumRate(updates, ...nodeLabels)})`,
      }),
      switchedOn('cilium_bpf_syscall_duration_seconds') &&
        timeseries({
          title: 'BPF system calls',
          description:
            'System calls of the agent into BPF per second, by operation and outcome: what the map operations cost the kernel.',
          unit: 'ops',
          min: 0,
          width: 8,
          legend: '{{operation}} {{outcome}}',
          query: sumRate(syscalls, 'operation', 'outcome'),
        }),
    ],
    { collapsed: true },
  );
}
