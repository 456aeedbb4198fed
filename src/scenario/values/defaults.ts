import { unitRandom } from '../random.ts';
import { combinations } from '../rows.ts';
import type { Signal } from '../signal.ts';
import { constant, count, counter, gauge, histogram, smoothCounter } from '../signal.ts';
import type { Row, Site } from '../site.ts';

/** Names of what only goes up, or only is non-zero, when something is wrong. */
const TROUBLE =
  /fail|error|denied|reject|overflow|timeout|dropped|lost|panic|flood|mismatch|unreachable|exceeded|reset|abandon|invalid|enforced|miss(_|$)|missing|stale|unsatisfied|conflicting|unmanaged|degraded|excluded|ejection|broken|refused|cancelled|too_|no_route|no_cluster|retr|_open$|revocations|in_deficit|delta|xfrm_error|detected|not_ok|fallback|bug_|unknown_fields|none_healthy|underscores|paused|backed_up|deprecated|redirect|longest_running|unfinished/;

/** A plausible healthy row set for a family no rule speaks of, from its type, unit and name. */
export function defaultRows(site: Site): readonly Row[] {
  return combinations(site).map((labels) => ({ labels, signal: defaultSignal(site) }));
}

export function defaultSignal({ form, startedAt, seed }: Site): Signal {
  const { name, type, unit } = form;
  const size = 0.5 + unitRandom(seed, name);
  switch (type) {
    case 'histogram':
      return histogram(0.2 * size, middleOf(form.buckets));
    case 'summary':
      return histogram(0.01, 5e-5);
    case 'counter':
      if (TROUBLE.test(name)) return constant(0);
      if (unit === 'bytes') return counter(20_000 * size);
      if (unit === 'seconds') return smoothCounter(0.15 * size);
      return counter(0.3 * size);
    case 'gauge':
      if (unit === 'timestamp') return constant(startedAt);
      if (/_enabled$/.test(name)) return constant(1);
      if (TROUBLE.test(name)) return constant(0);
      if (unit === 'ratio') return gauge(0.2 * size);
      if (unit === 'bytes') return gauge(2e8 * size, 1e7);
      if (unit === 'seconds') return gauge(0.02 * size);
      return count(2 + 8 * size);
  }
}

/** A typical observation: below the middle bound, so that most buckets get some and the last ones few. */
function middleOf(buckets: readonly number[]): number {
  return buckets[Math.floor((buckets.length - 1) * 0.35)] || 0.01;
}
