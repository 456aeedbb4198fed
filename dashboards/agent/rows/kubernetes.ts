import type { RowDefinition } from '../../../src/define.ts';
import { by, matching, promql, row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { quantile, sumRate } from '../../shared/expressions.ts';
import type { NodeBoard } from '../../shared/node-board.ts';
import { clusterLabels, clusterLegend } from '../../shared/node-board.ts';

/** Answers that blame the server or the way to it; `<error>` is client-go's word for no answer at all. */
export const apiServerTrouble = { return_code: matching('5..|429|<error>') };

/** What arrives from the API server and how fast it is worked off. */
export function kubernetes({ context, node }: NodeBoard): RowDefinition {
  const { metric } = context;
  const depth = metric('cilium_k8s_workqueue_depth', {}, node);
  const cluster = clusterLabels(context);
  return row(
    'Kubernetes: does the agent keep up with the cluster?',
    [
      timeseries({
        title: 'Events handled by resource',
        description:
          'Kubernetes events per second that agents acted on, the ten busiest kinds. It shows what keeps agents busy: pods follow churn, services follow rollouts, CiliumEndpoints follow both, times the number of nodes.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: '{{scope}} {{action}}',
        query: promql`topk(10, ${sumRate(metric('cilium_kubernetes_events_total', {}, node), 'scope', 'action')})`,
      }),
      timeseries({
        title: 'Events received by use',
        description:
          'Events per second by whether they were valid and whether they changed anything. equal=true is work for nothing, caused by controllers that rewrite objects without changing them; valid=false is an object that Cilium can not read.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: 'valid={{valid}} equal={{equal}}',
        overrides: [{ match: '/valid=false/', color: color.critical }],
        query: sumRate(metric('cilium_kubernetes_events_received_total', {}, node), 'valid', 'equal'),
      }),
      timeseries({
        title: 'Client-side throttling',
        description:
          "How long calls wait for the agent's own rate limiter, 99 % of them at most. Seconds here look like a slow API server and are not: raise k8sClientRateLimit.",
        unit: 's',
        min: 0,
        width: 8,
        legend: clusterLegend(context, 'p99'),
        query: quantile(0.99, metric('cilium_k8s_client_rate_limiter_duration_seconds_bucket', {}, node), ...cluster),
      }),
      timeseries({
        title: 'Work queue depth',
        description:
          'Objects waiting in the fullest agent, by queue, the ten deepest. A queue that only grows is a worker that hangs or that retries the same object.',
        unit: 'short',
        min: 0,
        width: 8,
        legend: '{{name}}',
        query: promql`topk(10, max ${by(depth, 'name')} (${depth}))`,
      }),
      timeseries({
        title: 'Work queue retries',
        description:
          'Objects put back after an error, per second, the ten worst queues. The log of the agent has the error.',
        unit: 'ops',
        min: 0,
        width: 8,
        legend: '{{name}}',
        query: promql`topk(10, ${sumRate(metric('cilium_k8s_workqueue_retries_total', {}, node), 'name')})`,
      }),
      timeseries({
        title: 'Time in work queues',
        description:
          'How long objects wait before they are worked on, 99 % at most, the ten slowest queues. It is the delay between a change in the cluster and Cilium acting on it.',
        unit: 's',
        min: 0,
        width: 8,
        legend: '{{name}}',
        query: promql`topk(10, ${quantile(0.99, metric('cilium_k8s_workqueue_queue_duration_seconds_bucket', {}, node), 'name')})`,
      }),
    ],
    { collapsed: true },
  );
}
