import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { orZero, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** Resources of the process; Envoy reports no CPU of its own. */
export function envoyProcess({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const memory = metric('envoy_server_memory_physical_size', {}, node);
  const allocated = metric('envoy_server_memory_allocated', {}, node);
  const uptime = metric('envoy_server_uptime', {}, node);
  const warming = metric('envoy_listener_manager_total_listeners_warming', {}, node);
  const active = metric('envoy_listener_manager_total_listeners_active', {}, node);
  const overrides = [nodeLink(context, 'cilium-envoy', 'Only this node')];
  return row(
    'Process: does it have what it needs?',
    [
      timeseries({
        title: 'Memory by node',
        description:
          'Physical memory of the process, the ten largest nodes. It grows with connections, listeners and clusters; without them it is a leak.',
        unit: 'bytes',
        min: 0,
        width: 6,
        legend: nodeLegend,
        overrides,
        query: promql`topk(10, max ${by(memory, ...nodeLabels)} (${memory}))`,
      }),
      timeseries({
        title: 'Allocated memory by node',
        description:
          'Memory in use inside the heap, the ten largest nodes. Physical far above allocated is fragmentation and harmless; both rising together is not.',
        unit: 'bytes',
        min: 0,
        width: 6,
        legend: nodeLegend,
        overrides,
        query: promql`topk(10, max ${by(allocated, ...nodeLabels)} (${allocated}))`,
      }),
      timeseries({
        title: 'Youngest Envoys',
        description:
          'Uptime of the ten that started last. Sawteeth are crashes: look for out-of-memory kills. Each restart cuts the connections it carried.',
        unit: 's',
        min: 0,
        width: 6,
        legend: nodeLegend,
        overrides,
        query: promql`bottomk(10, max ${by(uptime, ...nodeLabels)} (${uptime}))`,
      }),
      timeseries({
        title: 'Listeners and blocked threads',
        description:
          'Listeners by state over all nodes, and threads per second that the watchdog found stuck. Warming that stays waits for configuration; stuck threads delay every connection.',
        unit: 'short',
        min: 0,
        width: 6,
        overrides: [{ match: 'stuck threads', unit: 'ops', color: color.critical, axisRight: true }],
        targets: [
          { legend: 'active', query: promql`sum(${active})` },
          { legend: 'warming', query: promql`sum(${warming})` },
          { legend: 'stuck threads', query: orZero(sumRate(metric('envoy_server_watchdog_miss', {}, node))) },
        ],
      }),
    ],
    { collapsed: true },
  );
}
