import { parseDuration } from '../promql/duration.ts';
import { ruleCheck } from './check.ts';
import { selectedIn } from './support/selected.ts';

/** Prometheus looks back five minutes for a series' last sample: a slower group leaves gaps. */
const SLOWEST = 300;

export const ruleGroup = ruleCheck({
  code: 'rule-group',
  severity: 'error',
  summary:
    'A group that is too slow leaves gaps between its results, and one out of order reads what was true an interval ago.',
  remediation: 'Evaluate at least every five minutes, and put a record before the rules that read it.',
  *check({ rule, group }) {
    const interval = group.interval === undefined ? 0 : (parseDuration(group.interval) ?? 0);
    if (interval > SLOWEST)
      yield { message: `the group ${group.name} is evaluated every ${group.interval}, and series are stale after 5m` };
    const later = group.rules.slice(group.rules.indexOf(rule) + 1);
    const behind = later.find((other) => other.kind === 'recording' && selectedIn(rule.query.expr).has(other.record));
    const own = rule.kind === 'recording' && behind?.kind === 'recording' && behind.record === rule.record;
    if (behind?.kind === 'recording' && !own) {
      yield {
        message: `it reads ${behind.record}, which the same group records after it: what it reads is one interval old`,
      };
    }
  },
});
