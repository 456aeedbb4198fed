import type { RowDefinition } from '../../../src/define.ts';
import { row, timeseries } from '../../../src/define.ts';
import { color } from '../../shared/colors.ts';
import { quantile, share, sumRate } from '../../shared/expressions.ts';
import { httpThresholds } from '../../shared/objectives.ts';
import { topTen } from '../../shared/rankings.ts';
import type { HttpBoard } from './http-board.ts';
import { CAPPED } from './http-board.ts';

/** The moment it began. */
export function httpOverTime({ context, seen: { server } }: HttpBoard): RowDefinition {
  const exemplar = context.openMetrics && context.hubble('httpV2', 'exemplars');
  return row('Since when?', [
    timeseries({
      title: 'Requests by status',
      description:
        'Requests per second by status, the ten most frequent. 503 and 504 usually come from a proxy in front of a server that is gone or slow; 500 from the server itself; 403 may be an L7 policy.',
      unit: 'reqps',
      min: 0,
      width: 8,
      stacked: true,
      legend: '{{status}}',
      overrides: [
        { match: '/^2/', color: color.ok },
        { match: '/^3/', color: color.neutral },
        { match: '/^4/', color: color.notice },
        { match: '/^5/', color: color.critical },
      ],
      query: topTen(sumRate(server.requests, 'status')),
    }),
    timeseries({
      title: 'Server error ratio',
      description:
        'Share of requests answered with 5xx. A step with a release or a policy change of the same minute names its cause; a slow rise is load or a leak.',
      unit: 'percentunit',
      min: 0,
      width: 8,
      thresholds: httpThresholds,
      thresholdStyle: 'dashed',
      legend: '5xx',
      overrides: [{ match: '5xx', color: color.critical }],
      query: share(sumRate(server.serverErrors), sumRate(server.requests)),
    }),
    timeseries({
      title: 'Latency',
      description: `How fast requests were answered, errors among them. ${CAPPED} Dots are traces, where exemplars are on.`,
      unit: 's',
      min: 0,
      width: 8,
      targets: [
        { legend: 'p50', query: quantile(0.5, server.durations) },
        { legend: 'p95', query: quantile(0.95, server.durations) },
        { legend: 'p99', query: quantile(0.99, server.durations), ...(exemplar ? { exemplar } : {}) },
      ],
    }),
  ]);
}
