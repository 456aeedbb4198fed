import type { RowDefinition } from '../../../src/define.ts';
import { promql, row, stat } from '../../../src/define.ts';
import { color, worseAbove } from '../../shared/colors.ts';
import { orZero, quantile, share, sumRate } from '../../shared/expressions.ts';
import { httpThresholds, latencyThresholds } from '../../shared/objectives.ts';
import type { HttpBoard } from './http-board.ts';
import { CAPPED } from './http-board.ts';

const nothingSeen = 'No HTTP seen';

/** Rate, errors and duration as the servers see them, and the one view only clients have. */
export function httpHealth({ seen: { client, server }, destination }: HttpBoard): RowDefinition {
  const { requests, serverErrors, clientErrors, durations, timed, inTime } = server;
  return row('Is it healthy?', [
    stat({
      title: 'Requests',
      description:
        'Requests answered per second. Only traffic under an L7 policy is seen, and only once it is answered: 0 while connections go on is lost visibility, not silence.',
      unit: 'reqps',
      width: 6,
      height: 3,
      noValue: nothingSeen,
      query: sumRate(requests),
    }),
    stat({
      title: 'Server errors',
      description:
        'Share of requests answered with 5xx, as the servers see it. Above 0.1 % find the workload below, then read its log.',
      unit: 'percentunit',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: httpThresholds,
      noValue: nothingSeen,
      query: share(sumRate(serverErrors), sumRate(requests)),
    }),
    stat({
      title: 'Server errors clients see',
      description:
        'Share of 5xx in the view of the clients. Clearly above the tile to the left, something between the two makes them: a proxy, a connection that breaks, or a server outside the cluster.',
      unit: 'percentunit',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: httpThresholds,
      noValue: 'Not seen at clients',
      query: share(sumRate(client.serverErrors), sumRate(client.requests)),
    }),
    stat({
      title: 'Client errors',
      description:
        'Share of requests answered with 4xx. The server works: the request was wrong, not allowed, or an L7 policy refused it with 403. A jump is a broken release of one client more often than an attack.',
      unit: 'percentunit',
      decimals: 1,
      width: 6,
      height: 3,
      thresholds: [{ color: color.notice }],
      noValue: nothingSeen,
      query: share(sumRate(clientErrors), sumRate(requests)),
    }),
    stat({
      title: 'Slower than 0.5 s',
      description:
        'Share of requests that took longer than half a second, errors among them. Above 1 % look at the slowest workloads below. Exact, because 0.5 s is a bound of the histogram.',
      unit: 'percentunit',
      decimals: 2,
      width: 6,
      height: 3,
      thresholds: latencyThresholds,
      noValue: nothingSeen,
      query: promql`1 - ${sumRate(inTime)} / ${sumRate(timed)}`,
    }),
    stat({
      title: 'Latency, p50',
      description:
        'Half of the requests were answered faster. If it moves, everything got slower: load, a dependency, CPU limits.',
      unit: 's',
      width: 6,
      height: 3,
      noValue: nothingSeen,
      query: quantile(0.5, durations),
    }),
    stat({
      title: 'Latency, p99',
      description: `All but 1 % of the requests were answered faster. If it moves alone, some requests wait: locks, retries, a slow replica. ${CAPPED}`,
      unit: 's',
      width: 6,
      height: 3,
      thresholds: worseAbove(0.5, 2.5),
      noValue: nothingSeen,
      query: quantile(0.99, durations),
    }),
    stat({
      title: 'Workloads with errors',
      description:
        'Workloads that answered with 5xx. One is a fault of its own; several at once share something: a database, a node, a release.',
      unit: 'short',
      decimals: 0,
      width: 6,
      height: 3,
      thresholds: worseAbove(1, 5),
      query: orZero(promql`count(${sumRate(serverErrors, ...destination.labels)} > 0)`),
    }),
  ]);
}
