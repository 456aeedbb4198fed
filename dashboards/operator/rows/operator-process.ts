import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { worseAbove } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';

/** Resources of each replica. */
export function operatorProcess(context: BuildContext): RowDefinition {
  const { metric } = context;
  const cluster = clusterLabels(context);
  const memory = metric('cilium_operator_process_resident_memory_bytes');
  const open = metric('cilium_operator_process_open_fds');
  const limit = metric('cilium_operator_process_max_fds');
  const started = metric('cilium_operator_process_start_time_seconds');
  const legend = clusterLegend(context, '{{pod}}');
  return row(
    'Process: does it have what it needs?',
    [
      timeseries({
        title: 'CPU cores by replica',
        description:
          'CPU cores each replica uses. The one that leads does the work; a second one as busy is two leaders or a handover.',
        unit: 'short',
        min: 0,
        width: 6,
        legend,
        query: sumRate(metric('cilium_operator_process_cpu_seconds_total'), ...cluster, 'pod'),
      }),
      timeseries({
        title: 'Memory by replica',
        description:
          'Resident memory. It grows with pods, identities and services of the cluster: raise the limit before it is killed, for the next leader will need as much.',
        unit: 'bytes',
        min: 0,
        width: 6,
        legend,
        query: promql`max ${by(memory, ...cluster, 'pod')} (${memory})`,
      }),
      timeseries({
        title: 'File descriptors by replica',
        description: 'Open descriptors as a share of the limit. Growth without end is connections that are not closed.',
        unit: 'percentunit',
        min: 0,
        width: 6,
        thresholds: worseAbove(0.7, 0.9),
        thresholdStyle: 'dashed',
        legend,
        query: promql`max ${by(open, ...cluster, 'pod')} (${open}) / max ${by(limit, ...cluster, 'pod')} (${limit})`,
      }),
      timeseries({
        title: 'Uptime by replica',
        description:
          'Time since each process started. Sawteeth are restarts: compare them with memory and with the latency of the API server.',
        unit: 's',
        min: 0,
        width: 6,
        legend,
        query: promql`time() - max ${by(started, ...cluster, 'pod')} (${started})`,
      }),
    ],
    { collapsed: true },
  );
}
