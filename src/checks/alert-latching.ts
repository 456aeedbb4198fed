import { queryCheck } from './check.ts';
import { isEverGrowing } from './support/ever-growing.ts';
import { isCompared, isCumulative, isReadRaw } from './support/reading.ts';

export const alertLatching = queryCheck({
  code: 'alert-latching',
  severity: 'error',
  summary: 'A count that only grows stays above the limit for ever: after the first fault the alert never resolves.',
  remediation: 'Compare what was added lately: `increase(x[10m]) > 0`.',
  *check({ selectors }, { query }) {
    if (query.use !== 'alerting') return;
    for (const subject of selectors) {
      const { node, form } = subject;
      const grows = isCumulative(subject) || (form !== undefined && isEverGrowing(form.name));
      if (!grows || !isReadRaw(subject) || !isCompared(subject)) continue;
      yield {
        message: `${node.name} only grows, so the alert stays on after the first fault: use increase()`,
        place: { offset: node.from },
      };
    }
  },
});
