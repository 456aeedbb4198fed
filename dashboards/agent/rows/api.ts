import type { RowDefinition } from '../../../src/define.ts';
import { by, promql, row, timeseries } from '../../../src/define.ts';
import { mean, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';

/** The agent's own API: the CNI plugin creates endpoints through it, and its limiter decides how fast. */
export function api({ context, node }: NodeBoard): RowDefinition {
  const { metric } = context;
  const wait = metric('cilium_api_limiter_wait_duration_seconds', { value: 'max' }, node);
  const factor = metric('cilium_api_limiter_adjustment_factor', {}, node);
  const limit = metric('cilium_api_limiter_rate_limit', { value: 'limit' }, node);
  const limited = metric('cilium_api_limiter_processed_requests_total', {}, node);
  return row(
    'Agent API: do new pods get through?',
    [
      timeseries({
        title: 'API requests by return code',
        description:
          'Requests per second to the agent API, from the CNI plugin and cilium-dbg. 5xx on endpoint paths are pods stuck in ContainerCreating.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: '{{method}} {{return_code}}',
        query: sumRate(metric('cilium_agent_api_process_time_seconds_count', {}, node), 'method', 'return_code'),
      }),
      timeseries({
        title: 'API time by path',
        description:
          'Mean time to answer, the ten slowest paths. Creation of an endpoint includes its first regeneration, so compare it with the regeneration time. A mean, because 1.20 changed the buckets.',
        unit: 's',
        min: 0,
        width: 8,
        legend: '{{method}} {{path}}',
        query: promql`
          topk(10, ${mean(
            metric('cilium_agent_api_process_time_seconds_sum', {}, node),
            metric('cilium_agent_api_process_time_seconds_count', {}, node),
            'method',
            'path',
          )})`,
      }),
      timeseries({
        title: 'Rate-limited calls',
        description:
          'Calls that passed the limiter per second, by how they ended. 429 on endpoint-create is normal for minutes after a mass reschedule; later it holds pods back.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: '{{api_call}} {{return_code}}',
        query: promql`topk(10, ${sumRate(limited, 'api_call', 'return_code')})`,
      }),
      timeseries({
        title: 'Longest wait in the limiter',
        description:
          'Longest wait of any agent, by call, the ten worst. Seconds on endpoint-create mean that more pods start than the agent can serve.',
        unit: 's',
        min: 0,
        width: 8,
        legend: '{{api_call}}',
        query: promql`topk(10, max ${by(wait, 'api_call')} (${wait}))`,
      }),
      timeseries({
        title: 'Limiter adjustment',
        description:
          'Factor by which the limiter tightens or loosens itself, the lowest of all agents. Below 1 calls take longer than estimated and the limiter slows callers down.',
        unit: 'short',
        min: 0,
        width: 8,
        legend: '{{api_call}}',
        query: promql`bottomk(10, min ${by(factor, 'api_call')} (${factor}))`,
      }),
      timeseries({
        title: 'Limits in force',
        description:
          'Calls per second that the limiter lets through now, on the tightest agent. It moves with the adjustment; a limit far below the rate of new pods is what makes them wait.',
        unit: 'reqps',
        min: 0,
        width: 8,
        legend: '{{api_call}}',
        query: promql`bottomk(10, min ${by(limit, 'api_call')} (${limit}))`,
      }),
    ],
    { collapsed: true },
  );
}
