import type { Query } from '../model/query.ts';
import type { FamilyChange } from './family-change.ts';

/**
 * `breaks`: the query is empty or wrong on the later minor. `works-on-both`: it reads what changes, and answers on both.
 * `note`: it answers, and a reader will see a difference.
 */
export type UpgradeSeverity = 'breaks' | 'works-on-both' | 'note';

export const SEVERITIES: readonly UpgradeSeverity[] = ['breaks', 'note', 'works-on-both'];

/** The worst first. */
export function bySeverity(
  a: { readonly severity: UpgradeSeverity },
  b: { readonly severity: UpgradeSeverity },
): number {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
}

/** What a query shows while processes of both minors run: all of them, only those of one minor, or a mixture. */
export type During = 'all' | 'old-only' | 'new-only' | 'mixed';

/** What a change does to a query. */
export type Effect =
  | 'empty'
  | 'matches-nothing'
  | 'excludes-nothing'
  | 'label-gone'
  | 'join-fails'
  | 'edge-gone'
  /** A fault of the later minor that no single change explains. */
  | 'fault'
  /** It reads both, so nothing happens. */
  | 'covered'
  /** What changes is aggregated away. */
  | 'aggregated'
  /** It was empty, and has data from the later minor on. */
  | 'starts'
  | 'may-be-empty'
  | 'more-series'
  | 'over-more-series'
  | 'other-edges'
  | 'other-values'
  | 'legend'
  | 'meaning';

/** What to do about a use, where the report knows it. */
export type Remedy =
  /** The whole expression, right on both minors: judged by the checks on each. */
  | { readonly kind: 'expression'; readonly expr: string }
  /** What to read instead. */
  | { readonly kind: 'metric'; readonly name: string }
  /** Series the family has in the later minor. */
  | { readonly kind: 'series'; readonly names: readonly string[] }
  /** Labels both minors have, and those that only the later one has. */
  | { readonly kind: 'labels'; readonly both: readonly string[]; readonly later: readonly string[] }
  /** Bucket edges both minors have. */
  | { readonly kind: 'edges'; readonly both: readonly number[] }
  /** Group by the agent too, so that each is judged by its own buckets. */
  | { readonly kind: 'group-by-agent' }
  /** `or` inside the aggregation, so that it picks per agent and not per result. */
  | { readonly kind: 'or-inside' };

/** Where a query stands. */
export type QueryPlace = Pick<Query, 'file' | 'resource' | 'item' | 'use'>;

export function placeOf({ file, resource, item, use }: Query): QueryPlace {
  return { file, resource, item, use };
}

/** What one change does to one query. */
export interface Impact {
  readonly effect: Effect;
  readonly severity: UpgradeSeverity;
  readonly during: During;
  /** Part of the expression it is about. */
  readonly about?: string;
  readonly remedy?: Remedy;
}

export interface Use extends Impact {
  readonly place: QueryPlace;
  readonly expr: string;
}

/** A change with everything that reads it, the worst first. */
export interface UpgradeFinding {
  /** Identity: component, kind, family, and what it is about. */
  readonly key: string;
  /** That of its worst use. */
  readonly severity: UpgradeSeverity;
  readonly change: FamilyChange;
  readonly uses: readonly Use[];
}

/** A query that is wrong in the later minor though nothing that changes explains it, or was so before. */
export interface FaultyQuery {
  readonly place: QueryPlace;
  readonly expr: string;
  /** `both`: the upgrade is not to blame. */
  readonly when: 'later' | 'both';
  /** What the checks say. */
  readonly messages: readonly string[];
}
