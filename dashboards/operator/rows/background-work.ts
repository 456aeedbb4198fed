import type { BuildContext, RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';

/** Queues and jobs of the operator, which report since 1.19. */
export function backgroundWork({ metric }: BuildContext): RowDefinition {
  const depth = metric('cilium_operator_k8s_workqueue_depth');
  const running = metric('cilium_operator_k8s_workqueue_longest_running_processor_seconds');
  const minors = { from: '1.19' } as const;
  return row(
    'Queues and jobs: does it keep up?',
    [
      timeseries({
        title: 'Queue depth',
        description: 'Objects waiting, the ten deepest queues. A queue that only grows is a worker that hangs.',
        unit: 'short',
        min: 0,
        width: 8,
        minors,
        legend: '{{name}}',
        query: promql`topk(10, max ${by(depth, 'name')} (${depth}))`,
      }),
      timeseries({
        title: 'Time in queues',
        description: 'How long objects wait before they are worked on, 99 % at most, the ten slowest queues.',
        unit: 's',
        min: 0,
        width: 8,
        minors,
        legend: '{{name}}',
        query: promql`topk(10, ${quantile(0.99, metric('cilium_operator_k8s_workqueue_queue_duration_seconds_bucket'), 'name')})`,
      }),
      timeseries({
        title: 'Queue retries',
        description: 'Objects put back after an error, per second, the ten worst queues. The log has the error.',
        unit: 'ops',
        min: 0,
        width: 8,
        minors,
        legend: '{{name}}',
        query: promql`topk(10, ${sumRate(metric('cilium_operator_k8s_workqueue_retries_total'), 'name')})`,
      }),
      timeseries({
        title: 'Longest running worker',
        description:
          'How long the slowest worker has been at its current object, the ten worst queues. Minutes mean that it hangs: restart the operator and keep the log.',
        unit: 's',
        min: 0,
        width: 8,
        minors,
        legend: '{{name}}',
        query: promql`topk(10, max ${by(running, 'name')} (${running}))`,
      }),
      timeseries({
        title: 'Failed jobs',
        description:
          'Runs of internal jobs that failed per second, the ten worst. Module and job name the feature that stands still.',
        unit: 'ops',
        min: 0,
        width: 8,
        minors,
        legend: '{{module_id}} {{job_name}}',
        noValue: 'No failures',
        emptyInHealth: { fault: 'operator-failing', reason: 'A job has no series of failures before its first one.' },
        query: promql`topk(10, ${sumRate(metric('cilium_operator_hive_jobs_runs_failed'), 'module_id', 'job_name')})`,
      }),
      timeseries({
        title: 'Time of timer jobs',
        description:
          'Mean duration of periodic jobs, the ten slowest. A job that takes longer than its period falls behind for good.',
        unit: 's',
        min: 0,
        width: 8,
        minors,
        legend: '{{module_id}} {{job_name}}',
        query: promql`
          topk(10,
            ${sumRate(metric('cilium_operator_hive_jobs_timer_run_duration_seconds_sum'), 'module_id', 'job_name')}
            / ${sumRate(metric('cilium_operator_hive_jobs_timer_run_duration_seconds_count'), 'module_id', 'job_name')}
          )`,
      }),
    ],
    { collapsed: true },
  );
}
