import type { Model } from '../model/model.ts';
import type { Problem } from '../model/problem.ts';
import type { Query } from '../model/query.ts';
import { exposureOf } from '../settings/exposure.ts';
import { agentLabels } from './during.ts';
import { changeKey, changesOf } from './family-change.ts';
import { faultsIn } from './faults.ts';
import type { FaultyQuery, Remedy, UpgradeFinding, Use } from './finding.ts';
import { bySeverity, placeOf } from './finding.ts';
import type { Ground } from './ground.ts';
import { impactOf } from './impact.ts';
import type { Judge, Noticed } from './mend.ts';
import { mendForBoth } from './mend.ts';
import type { UpgradeRange } from './range.ts';
import { readingsOf } from './reading.ts';

/** What an upgrade does to a list of queries. */
export interface UpgradeReport extends UpgradeRange {
  /** How many queries were looked at. */
  readonly queries: number;
  /** The worst first. */
  readonly findings: readonly UpgradeFinding[];
  readonly faulty: readonly FaultyQuery[];
}

export interface UpgradeOptions {
  /** Look for expressions that are right on both minors. */
  readonly mend: boolean;
  /** Findings of the checks that do not count. */
  readonly isAside?: (problem: Problem) => boolean;
}

/**
 * What changes under the queries of a model between two minors, who notices, and what to write instead. Each query is
 * judged by its one text, as it is deployed.
 */
export function upgradeReport(model: Model, range: UpgradeRange, { mend, isAside }: UpgradeOptions): UpgradeReport {
  const queries = model.queries.map((query): Query => ({ ...query, byMinor: {} }));
  const ground = groundOf({ ...model, queries }, range, isAside);
  const judged = queries.map((query) => ({ query, noticed: withoutOld(query, noticedBy(query, ground), ground) }));
  const uses = judged.flatMap(({ query, noticed }) => {
    const isBroken = noticed.some(({ impact }) => impact.severity === 'breaks');
    const expr = mend && isBroken ? rightOnBoth(query, model, range, isAside) : undefined;
    return worstOfEach(noticed).map((one) => ({ change: one.change, use: useOf(query, one, expr) }));
  });
  const findings = [...Map.groupBy(uses, ({ change }) => changeKey(change))].flatMap(([key, all]) => {
    const [first] = all;
    const sorted = all.map(({ use }) => use).toSorted(bySeverity);
    return first && sorted[0] ? [{ key, severity: sorted[0].severity, change: first.change, uses: sorted }] : [];
  });
  return {
    ...range,
    queries: queries.length,
    findings: findings.toSorted((a, b) => bySeverity(a, b) || (a.key < b.key ? -1 : 1)),
    faulty: judged.flatMap(({ query, noticed }) => faultyOf(query, noticed, ground)),
  };
}

/** The query, right on both minors, where it can be mended without a human. */
export function rightOnBoth(
  query: Query,
  model: Model,
  range: UpgradeRange,
  isAside?: UpgradeOptions['isAside'],
): string | undefined {
  return mendForBoth(query, judgeOf(model, range, isAside));
}

/** True when a query that answers now does not on the later minor. */
export function breaks({ findings, faulty }: Pick<UpgradeReport, 'findings' | 'faulty'>): boolean {
  return findings.some(({ severity }) => severity === 'breaks') || faulty.some(({ when }) => when === 'later');
}

function groundOf(model: Model, range: UpgradeRange, isAside: UpgradeOptions['isAside']): Ground {
  const { settings } = model;
  return {
    range,
    settings,
    exposure: exposureOf(settings),
    agents: agentLabels(settings),
    before: faultsIn(model, range.from, isAside),
    after: faultsIn(model, range.to, isAside),
  };
}

function judgeOf(model: Model, range: UpgradeRange, isAside: UpgradeOptions['isAside']): Judge {
  return (query) => {
    const ground = groundOf({ ...model, queries: [query] }, range, isAside);
    return { ground, noticed: noticedBy(query, ground) };
  };
}

function noticedBy(query: Query, ground: Ground): readonly Noticed[] {
  const handlers = new Set(ground.exposure.handlers.keys());
  return readingsOf(query, ground.range, ground.exposure).flatMap((reading) =>
    changesOf(reading.family, ground.range, handlers).flatMap((change): Noticed[] => {
      const impact = impactOf(change, reading, ground);
      return impact ? [{ change, reading, impact }] : [];
    }),
  );
}

/** A query that reads a family in several places notices a change once. */
function worstOfEach(noticed: readonly Noticed[]): readonly Noticed[] {
  const byChange = Map.groupBy(noticed, ({ change }) => changeKey(change));
  return [...byChange.values()].flatMap((same) => same.toSorted((a, b) => bySeverity(a.impact, b.impact)).slice(0, 1));
}

/** A query that gave nothing before, or nothing right, cannot be broken by a change. */
function withoutOld(query: Query, noticed: readonly Noticed[], { before }: Ground): readonly Noticed[] {
  return before(query).felt.length > 0 ? noticed.filter(({ impact }) => impact.severity !== 'breaks') : noticed;
}

function useOf(query: Query, { impact }: Noticed, expr: string | undefined): Use {
  const remedy: Remedy | undefined =
    impact.severity === 'breaks' && expr !== undefined ? { kind: 'expression', expr } : impact.remedy;
  return { ...impact, place: placeOf(query), expr: query.expr, ...(remedy ? { remedy } : {}) };
}

/** Faults that no change of the catalog explains: those the query had before, and those only the checks know of. */
function faultyOf(query: Query, noticed: readonly Noticed[], ground: Ground): readonly FaultyQuery[] {
  const found = { place: placeOf(query), expr: query.expr };
  const messages = [...new Set(ground.after(query).felt.map(({ message }) => message))];
  if (messages.length === 0) return [];
  if (ground.before(query).felt.length > 0) return [{ ...found, when: 'both', messages }];
  const isExplained = noticed.some(({ impact }) => impact.severity === 'breaks');
  return isExplained ? [] : [{ ...found, when: 'later', messages }];
}
