import { parseDuration, renderDuration } from '../../promql/duration.ts';
import type { RuleView } from './rule-groups.ts';

/** Shares of requests that fail, of which people ask how soon they are told. */
const OUTAGES = [
  ['everything', 1],
  ['one in ten', 0.1],
  ['one in a hundred', 0.01],
] as const;

/** What an SLO's alerts say of it: they carry objective, factor and window as labels. */
export interface SloView {
  readonly name: string;
  readonly file: string;
  readonly objective: string;
  readonly tiers: readonly { readonly long: number; readonly threshold: number }[];
}

/** SLOs by name, read from the labels of their burn-rate alerts. */
export function slosOf(rules: readonly RuleView[]): ReadonlyMap<string, SloView> {
  const burning = rules.filter(({ labels }) => labels['slo'] && labels['burn_factor'] && labels['objective']);
  const groups = Map.groupBy(burning, ({ labels }) => labels['slo'] ?? '');
  return new Map(
    [...groups].map(([name, alerts]) => {
      const objective = alerts[0]?.labels['objective'] ?? '';
      const tiers = alerts.map(({ labels }) => ({
        long: parseDuration(labels['long_window'] ?? '') ?? 0,
        threshold: Number(labels['burn_factor']) * (1 - Number(objective) / 100),
      }));
      return [name, { name, file: alerts[0]?.file ?? '', objective, tiers }];
    }),
  );
}

/**
 * How soon outages are told of, before and after: `one in ten failing: after 9m instead of 1m`. With a constant error
 * ratio r a tier fires when its long window holds threshold/r of it (SRE workbook, Alerting on SLOs).
 */
export function timeToFire(before: SloView, after: SloView): readonly string[] {
  return OUTAGES.flatMap(([name, share]) => {
    const [old, now] = [firesAfter(before, share), firesAfter(after, share)];
    return old === now ? [] : [`${name} failing is told ${now}, was ${old}`];
  });
}

function firesAfter({ tiers }: SloView, share: number): string {
  const times = tiers
    .filter(({ threshold }) => threshold < share)
    .map(({ long, threshold }) => (long * threshold) / share);
  if (times.length === 0) return 'never';
  const seconds = Math.min(...times);
  return `after ${renderDuration(seconds < 120 ? Math.max(1, Math.round(seconds)) : Math.round(seconds / 60) * 60)}`;
}
