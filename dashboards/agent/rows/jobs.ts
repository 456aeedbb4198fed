import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { topTen } from '../../shared/rankings.ts';

/** Background work that is no controller; agents count it since 1.19. */
export function jobs({ context, node }: NodeBoard): RowDefinition {
  return row(
    'Jobs: which ones fail?',
    [
      timeseries({
        title: 'Failed jobs',
        description:
          'Runs of internal jobs that failed per second, the ten worst. Module and job name the part that stands still; the agent log has the error under the same module.',
        unit: 'ops',
        min: 0,
        width: 24,
        minors: { from: '1.19' },
        legend: '{{module_id}} {{job_name}}',
        noValue: 'No failures',
        emptyInHealth: { fault: 'agent-failing', reason: 'A job has no series of failures before its first one.' },
        query: topTen(sumRate(context.metric('cilium_hive_jobs_runs_failed', {}, node), 'module_id', 'job_name')),
      }),
    ],
    { collapsed: true },
  );
}
