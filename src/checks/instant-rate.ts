import { queryCheck } from './check.ts';

export const instantRate = queryCheck({
  code: 'instant-rate',
  severity: 'warning',
  summary:
    'irate() draws only the last two samples of every step: zoomed out, most of what happened is not in the graph.',
  remediation: 'Use `rate(x[$__rate_interval])`.',
  *check({ calls }, { query }) {
    if (query.use !== 'panel') return;
    for (const { node } of calls) {
      if (node.fn === 'irate')
        yield { message: 'irate() skips all but two samples per step', place: { offset: node.from } };
    }
  },
});
