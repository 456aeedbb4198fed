import { parseDuration, renderDuration } from '../promql/duration.ts';
import { ruleCheck } from './check.ts';

export const alertHold = ruleCheck({
  code: 'alert-hold',
  severity: 'error',
  summary:
    'A `for` shorter than two evaluations holds nothing back, and absent() without one fires with every restart of Prometheus.',
  remediation: 'Leave `for` out, or hold for at least two evaluations; give absent() a `for` of several scrapes.',
  *check({ rule, group }, { model }) {
    if (rule.kind !== 'alerting') return;
    const interval = group.interval === undefined ? undefined : parseDuration(group.interval);
    const least = 2 * (interval ?? model.settings.prometheus.evaluationInterval);
    const hold = rule.for === undefined ? 0 : (parseDuration(rule.for) ?? 0);
    if (hold > 0 && hold < least)
      yield { message: `\`for\` of ${rule.for} is shorter than two evaluations, ${renderDuration(least)}` };
    if (hold === 0 && /\babsent(_over_time)?\s*\(/.test(rule.query.expr))
      yield { message: 'absent() without `for` fires whenever one scrape fails or Prometheus restarts' };
  },
});
