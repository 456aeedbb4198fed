import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** What BPF costs the kernel, and what the agent fails to tell the datapath. */
export function bpfResources({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const maps = metric('cilium_bpf_maps_virtual_memory_max_bytes', {}, node);
  const progs = metric('cilium_bpf_progs_virtual_memory_max_bytes', {}, node);
  const mapCount = metric('cilium_bpf_maps', {}, node);
  const progCount = metric('cilium_bpf_progs', {}, node);
  const overrides = [nodeLink(context, 'cilium-datapath', 'Only this node')];
  return row(
    'BPF memory and programs',
    [
      timeseries({
        title: 'Memory of maps by node',
        description:
          'Kernel memory that maps may take at most, the ten largest nodes. It follows the configured sizes and the number of endpoints, and counts against the node, not against the agent pod.',
        unit: 'bytes',
        min: 0,
        width: 8,
        legend: nodeLegend,
        overrides,
        query: promql`topk(10, max ${by(maps, ...nodeLabels)} (${maps}))`,
      }),
      timeseries({
        title: 'Memory of programs by node',
        description:
          'Kernel memory of loaded programs, the ten largest nodes. It grows with endpoints; growth without them is programs that are not unloaded.',
        unit: 'bytes',
        min: 0,
        width: 8,
        legend: nodeLegend,
        overrides,
        query: promql`topk(10, max ${by(progs, ...nodeLabels)} (${progs}))`,
      }),
      timeseries({
        title: 'Maps and programs',
        description: 'Maps and programs on the node with most of them. A staircase that never falls is a leak.',
        unit: 'short',
        min: 0,
        width: 8,
        minors: { from: '1.17' },
        targets: [
          { legend: 'maps', query: promql`max(${mapCount})` },
          { legend: 'programs', query: promql`max(${progCount})` },
        ],
      }),
      timeseries({
        title: 'Events the datapath held back',
        description:
          'Per second what a rate limit of the datapath held back, by use. events_map: Hubble and the monitor miss flows, packets pass all the same. icmpv6: answers that are not sent.',
        unit: 'ops',
        min: 0,
        width: 8,
        minors: { from: '1.17' },
        legend: '{{usage}}',
        noValue: 'No limit reached',
        query: sumRate(metric('cilium_bpf_ratelimit_dropped_total', {}, node), 'usage'),
      }),
      timeseries({
        title: 'Address cache errors',
        description:
          'Per second: errors writing the ipcache, by kind. cannot_overwrite_by_source is two owners of one address, such as a stale node entry; traffic to it may carry the wrong identity.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: '{{type}} {{error}}',
        noValue: 'No errors',
        query: sumRate(metric('cilium_ipcache_errors_total', {}, node), 'type', 'error'),
      }),
      timeseries({
        title: 'Node updates',
        description:
          'Node events the agents received per second, and how often they checked that the datapath knows every node. A storm of updates is a controller that rewrites CiliumNodes.',
        unit: 'ops',
        min: 0,
        width: 8,
        targets: [
          {
            legend: '{{source}} {{event_type}}',
            query: sumRate(metric('cilium_nodes_all_events_received_total', {}, node), 'source', 'event_type'),
          },
          {
            legend: 'validations',
            query: orZero(sumRate(metric('cilium_nodes_all_datapath_validations_total', {}, node))),
          },
        ],
      }),
    ],
    { collapsed: true },
  );
}
