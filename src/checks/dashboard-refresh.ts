import { parseDuration, renderDuration } from '../promql/duration.ts';
import { dashboardCheck } from './check.ts';
import { asObject, asText } from './support/board-json.ts';

const SHORTEST_REFRESH = 30;
const LONGEST_RANGE = 6 * 3600;

export const dashboardRefresh = dashboardCheck({
  code: 'dashboard-refresh',
  severity: 'error',
  summary:
    'Every open tab repeats all queries of a board at its refresh interval, over its time range: often and long is what brings a Prometheus down.',
  remediation:
    'Refresh no faster than data is scraped (30s at least), and open at `now-6h` or less; readers can always widen the range.',
  *check({ json }) {
    const refresh = parseDuration(asText(json['refresh']));
    if (refresh !== undefined && refresh > 0 && refresh < SHORTEST_REFRESH) {
      yield {
        message: `refreshes every ${renderDuration(refresh)}; ${SHORTEST_REFRESH}s is the shortest`,
        place: { path: '/refresh' },
      };
    }
    const from = asText(asObject(json['time'])['from']);
    const range = parseDuration(/^now-(\w+)$/.exec(from)?.[1] ?? '');
    const place = { path: '/time/from' };
    if (range === undefined) yield { message: `opens from "${from}", which is not of the form now-1h`, place };
    else if (range > LONGEST_RANGE)
      yield {
        message: `opens on the last ${renderDuration(range)}; ${renderDuration(LONGEST_RANGE)} is the longest`,
        place,
      };
  },
});
