import { queryCheck } from './check.ts';
import { isCompared, isCumulative, isReadRaw } from './support/reading.ts';

export const counterRate = queryCheck({
  code: 'counter-rate',
  severity: 'error',
  summary:
    'A counter only grows until its process restarts: its value says how long the process has been up, not what happens now.',
  remediation: 'Put it in `rate(x[$__rate_interval])`, or in `increase(x[$__range])` for a total, before summing.',
  *check({ selectors }, { query }) {
    if (query.use === 'variable') return;
    for (const subject of selectors) {
      if (!isCumulative(subject) || !isReadRaw(subject)) continue;
      // in an alert that compares it, alert-latching says what happens
      if (query.use === 'alerting' && isCompared(subject)) continue;
      const { name, from } = subject.node;
      const what = subject.series?.suffix ? 'a cumulative part of a histogram or summary' : 'a counter';
      yield { message: `${name} is ${what}, read without rate() or increase()`, place: { offset: from } };
    }
  },
});
