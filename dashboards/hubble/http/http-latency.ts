import type { RowDefinition } from '../../../src/define.ts';
import { by, heatmap, promql, row, timeseries } from '../../../src/define.ts';
import { quantile } from '../../shared/expressions.ts';
import { workloadLinks } from '../../shared/flow-links.ts';
import { topTen } from '../../shared/rankings.ts';
import type { HttpBoard } from './http-board.ts';
import { CAPPED } from './http-board.ts';

/** Where the time goes: two humps in the heatmap are two kinds of requests, which a quantile hides. */
export function httpLatency({ seen: { server }, source, destination }: HttpBoard): RowDefinition {
  const { durations } = server;
  return row(
    'Latency in depth',
    [
      heatmap({
        title: 'Requests by duration',
        description: `How many requests took how long. Two bands are two kinds of requests, such as cache hits and misses; a band that moves up is a dependency that got slower. ${CAPPED}`,
        unit: 's',
        width: 24,
        query: promql`sum ${by(durations, 'le')} (rate(${durations}[$__rate_interval]))`,
        legend: '{{le}}',
      }),
      timeseries({
        title: 'Latency by method, p95',
        description: `Time within which 95 % of requests were answered, by method. Slow writes and fast reads point at the storage behind. ${CAPPED}`,
        unit: 's',
        min: 0,
        width: 8,
        legend: '{{method}}',
        query: topTen(quantile(0.95, durations, 'method')),
      }),
      timeseries({
        title: 'Latency by client, p95',
        description: `Time within which 95 % of requests were answered, the ten clients served slowest. One client: what it asks for. All: the server. ${CAPPED}`,
        unit: 's',
        min: 0,
        width: 8,
        legend: source.legend,
        overrides: [workloadLinks({ dashboard: 'hubble-http', title: 'Only this client', from: 'source' })],
        query: topTen(quantile(0.95, durations, ...source.labels)),
      }),
      timeseries({
        title: 'Latency by workload, p99',
        description: `Time within which 99 % of requests were answered, the ten slowest workloads. ${CAPPED}`,
        unit: 's',
        min: 0,
        width: 8,
        legend: destination.legend,
        overrides: [workloadLinks({ dashboard: 'hubble-http', title: 'Only this workload', from: 'destination' })],
        query: topTen(quantile(0.99, durations, ...destination.labels)),
      }),
    ],
    { collapsed: true },
  );
}
