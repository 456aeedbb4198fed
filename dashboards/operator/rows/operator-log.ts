import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { logRate } from '../../shared/log-rate.ts';

/** What the operator itself says is wrong. */
export function operatorLog(context: BuildContext): RowDefinition {
  const logged = context.metric('cilium_operator_errors_warnings_total');
  return row('What does it complain about?', [
    timeseries({
      title: 'Errors by subsystem',
      description:
        'Lines at level error per second, the ten loudest subsystems. Everything at once is the API server or missing permissions; one alone is the feature of that name.',
      unit: 'cps',
      min: 0,
      width: 12,
      legend: '{{subsystem}}',
      noValue: 'No errors logged',
      query: promql`topk(10, sum ${by(logged, 'subsystem')} (${logRate(context, 'cilium_operator_errors_warnings_total', 'error')}))`,
    }),
    timeseries({
      title: 'Warnings by subsystem',
      description:
        'Lines at level warning per second, the ten loudest subsystems. Retries and conflicts show here before they become errors.',
      unit: 'cps',
      min: 0,
      width: 12,
      legend: '{{subsystem}}',
      noValue: 'No warnings logged',
      query: promql`topk(10, sum ${by(logged, 'subsystem')} (${logRate(context, 'cilium_operator_errors_warnings_total', 'warning')}))`,
    }),
  ]);
}
