import { duringOr } from './during.ts';
import type { FamilyChange } from './family-change.ts';
import type { Impact, Remedy } from './finding.ts';
import type { Ground } from './ground.ts';
import { orAround } from './ground.ts';
import type { Reading } from './reading.ts';

type MetricChange = Extract<FamilyChange, { kind: 'metric-removed' | 'metric-new' | 'metric-unverified' | 'type' }>;

/** What it does to a query that a family comes, goes, or changes its type. */
export function metricImpact(change: MetricChange, reading: Reading, ground: Ground): Impact | undefined {
  const about = reading.series;
  if (change.kind === 'metric-unverified') {
    return { effect: 'may-be-empty', severity: 'note', during: 'all', about, ...remedyOf(change, reading) };
  }
  const [was, will] = [reading.before.length > 0, reading.after.length > 0];
  if (was === will) return undefined;
  const or = orAround(reading, will ? ground.before : ground.after);
  if (or) {
    // the metric it replaced tells it
    if (change.kind === 'metric-new' && reading.expr.includes(change.predecessor ?? ' ')) return undefined;
    const during = duringOr(or, reading, ground.agents);
    const inside = during === 'all' ? {} : { remedy: { kind: 'or-inside' } as const };
    return { effect: 'covered', severity: 'works-on-both', during, about, ...inside };
  }
  if (will) return { effect: 'starts', severity: 'note', during: 'new-only', about, ...predecessorOf(change) };
  return { effect: 'empty', severity: 'breaks', during: 'old-only', about, ...remedyOf(change, reading) };
}

function remedyOf(change: MetricChange, { family }: Reading): { readonly remedy?: Remedy } {
  if (change.kind === 'type') return { remedy: { kind: 'series', names: seriesOf(family, change.after) } };
  const name = 'successor' in change ? change.successor : undefined;
  return name === undefined ? {} : { remedy: { kind: 'metric', name } };
}

function predecessorOf(change: MetricChange): { readonly remedy?: Remedy } {
  const name = change.kind === 'metric-new' ? change.predecessor : undefined;
  return name === undefined ? {} : { remedy: { kind: 'metric', name } };
}

function seriesOf(family: string, type: Extract<FamilyChange, { kind: 'type' }>['after']): readonly string[] {
  if (type === 'histogram') return ['_bucket', '_sum', '_count'].map((suffix) => family + suffix);
  return type === 'summary' ? [family, `${family}_sum`, `${family}_count`] : [family];
}
