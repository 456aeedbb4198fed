import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { outcomeColors } from '../../shared/colors.ts';
import { sumRate } from '../../shared/expressions.ts';
import { logRate } from '../../shared/log-rate.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { nodeLink } from '../../shared/node-board.ts';

/** What the agent itself says is wrong: its loops and its log. */
export function controllers({ context, node }: NodeBoard): RowDefinition {
  const { metric, metricOf, nodeLabels, nodeLegend } = context;
  const failing = metric('cilium_controllers_failing', {}, node);
  const degraded = metricOf('agent', 'cilium_hive_status', { status: 'degraded' }, node);
  const runs = metric('cilium_controllers_runs_total', {}, node);
  const logged = metric('cilium_errors_warnings_total', {}, node);
  return row('What does the agent complain about?', [
    timeseries({
      title: 'Failing controllers by node',
      description:
        'The ten nodes with most failing controllers. `cilium-dbg status --all-controllers` on the node names them and their last error.',
      unit: 'short',
      min: 0,
      width: 6,
      legend: nodeLegend,
      overrides: [nodeLink(context, 'cilium-agent', 'Only this node')],
      query: promql`topk(10, max ${by(failing, ...nodeLabels)} (${failing}))`,
    }),
    timeseries({
      title: 'Controller runs',
      description:
        'Runs per second by how they ended. A rising share of failures comes before most other symptoms; runs that cease altogether mean that the agent hangs.',
      unit: 'ops',
      min: 0,
      width: 6,
      legend: '{{status}}',
      overrides: outcomeColors,
      query: sumRate(runs, 'status'),
    }),
    timeseries({
      title: 'Degraded modules by node',
      description:
        'Modules of the agent that report themselves degraded, the ten worst nodes. `cilium-dbg status --verbose` on the node lists them under modules health, each with its reason.',
      unit: 'short',
      min: 0,
      width: 6,
      legend: nodeLegend,
      noValue: 'No module degraded',
      emptyInHealth: { fault: 'agent-failing', reason: 'A status that no module has is not reported.' },
      overrides: [nodeLink(context, 'cilium-agent', 'Only this node')],
      query: promql`topk(10, max ${by(degraded, ...nodeLabels)} (${degraded}))`,
    }),
    timeseries({
      title: 'Errors and warnings by subsystem',
      description:
        'Log lines at level error and warning per second, the ten loudest subsystems. It tells which part to look for in the log; a burst on many nodes at once usually is the API server.',
      unit: 'cps',
      min: 0,
      width: 6,
      legend: '{{subsystem}}',
      noValue: 'Nothing logged at warning or above',
      query: promql`
        topk(10, sum ${by(logged, 'subsystem')} (
          ${logRate(context, 'cilium_errors_warnings_total', 'error', node)}
          or ${logRate(context, 'cilium_errors_warnings_total', 'warning', node)}
        ))`,
    }),
  ]);
}
