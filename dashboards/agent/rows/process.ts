import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** Resources of the process, the ten largest consumers each. */
export function process({ context, node }: NodeBoard): RowDefinition {
  const { metric, nodeLabels, nodeLegend } = context;
  const memory = metric('cilium_process_resident_memory_bytes', {}, node);
  const open = metric('cilium_process_open_fds', {}, node);
  const limit = metric('cilium_process_max_fds', {}, node);
  const overrides = [nodeLink(context, 'cilium-agent', 'Only this node')];
  return row(
    'Process: does it have what it needs?',
    [
      timeseries({
        title: 'CPU cores by node',
        description:
          'CPU cores the agent uses, the ten busiest. Compilation of programs comes in bursts; a steady core is event load: compare with events handled and regenerations.',
        unit: 'short',
        min: 0,
        width: 8,
        legend: nodeLegend,
        overrides,
        query: promql`topk(10, ${sumRate(metric('cilium_process_cpu_seconds_total', {}, node), ...nodeLabels)})`,
      }),
      timeseries({
        title: 'Memory by node',
        description:
          'Resident memory, the ten largest. It grows with endpoints, identities and policies; growth without end while these stand still is a leak and ends in an out-of-memory kill.',
        unit: 'bytes',
        min: 0,
        width: 8,
        legend: nodeLegend,
        overrides,
        query: promql`topk(10, max ${by(memory, ...nodeLabels)} (${memory}))`,
      }),
      timeseries({
        title: 'File descriptors by node',
        description:
          'Open descriptors as a share of the limit, the ten fullest. At the limit the agent can open neither maps nor connections.',
        unit: 'percentunit',
        min: 0,
        width: 8,
        thresholds: worseAbove(0.7, 0.9),
        thresholdStyle: 'dashed',
        legend: nodeLegend,
        overrides,
        query: promql`topk(10, max ${by(open, ...nodeLabels)} (${open}) / max ${by(limit, ...nodeLabels)} (${limit}))`,
      }),
    ],
    { collapsed: true },
  );
}
