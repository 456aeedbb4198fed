import { walk } from '../promql/ast.ts';
import { queryCheck } from './check.ts';

export const quantilePerSeries = queryCheck({
  code: 'quantile-per-series',
  severity: 'warning',
  summary: 'A quantile per raw series gives a line per pod, path and method, most of them from a handful of requests.',
  remediation:
    'Sum the buckets by `le` and the labels the reader asks about: `sum by (le, node) (rate(x_bucket[...]))`.',
  *check({ calls }) {
    for (const { node } of calls) {
      const buckets = node.fn === 'histogram_quantile' ? node.args[1] : undefined;
      if (!buckets) continue;
      let aggregated = false;
      walk(buckets, ({ kind }) => {
        aggregated ||= kind === 'aggregate';
      });
      if (!aggregated) {
        yield {
          message: 'a quantile of every single series: aggregate with sum by (le, ...)',
          place: { offset: node.from },
        };
      }
    }
  },
});
