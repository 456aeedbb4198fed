import type { Minor } from '../../catalog/minor.ts';
import { runChecks } from '../../checks/run.ts';
import type { SourceFile } from '../../diff/content/content.ts';
import type { ContentFault } from '../../diff/content/parse-content.ts';
import type { Model } from '../../model/model.ts';
import type { Problem } from '../../model/problem.ts';
import type { Query } from '../../model/query.ts';
import { promqlOf } from '../../model/query.ts';
import type { Settings } from '../../settings/settings.ts';
import { DEADLY_CODES, faultsIn } from '../faults.ts';
import type { QueryPlace } from '../finding.ts';
import { placeOf } from '../finding.ts';
import { rightOnBoth } from '../upgrade.ts';
import { assumedLabels, assuming } from './assumed.ts';
import type { Skipped } from './board.ts';
import { doubtfulChecks } from './checks.ts';
import { foreignContent } from './foreign-content.ts';
import { mendMistakes } from './mend-mistake.ts';
import { concernsCilium, isAside, selectorsIn } from './ours.ts';

/** One thing that is wrong with a query, and in which minors. */
export interface ForeignProblem {
  readonly verdict: 'dead' | 'doubtful';
  /** Of a check: docs/checks explains it. */
  readonly code: string;
  readonly message: string;
  readonly minors: readonly Minor[];
  /** Offset of the first character it is about. */
  readonly offset?: number;
}

/** A query of others that gives nothing or something wrong (`dead`), or that misleads (`doubtful`). */
export interface ForeignFinding {
  readonly verdict: 'dead' | 'doubtful';
  readonly expr: string;
  /** Minors in which it is dead; empty for doubtful ones. */
  readonly minors: readonly Minor[];
  readonly problems: readonly ForeignProblem[];
  /** Everything that asks it. */
  readonly places: readonly QueryPlace[];
  /** The same query without its mistakes, judged by the checks in all minors; left out where it takes a human. */
  readonly replacement?: string;
}

export interface ForeignReport {
  readonly minors: readonly Minor[];
  readonly boards: number;
  readonly alerts: number;
  /** All queries, and how many of them read Cilium's series: only those are judged. */
  readonly queries: number;
  readonly judged: number;
  /** Dead ones first, in the order of the files. */
  readonly findings: readonly ForeignFinding[];
  readonly assumed: {
    /** Labels that only a scrape configuration could make, with the number of queries that use each. */
    readonly labels: readonly { readonly label: string; readonly queries: number }[];
    /** Recorded series that none of the files records. */
    readonly records: readonly string[];
  };
  readonly skipped: readonly Skipped[];
  readonly faults: readonly ContentFault[];
}

/** Judges boards and rules of others under the settings: which of their queries are dead or doubtful, and what to write. */
export function analyseForeign(
  files: readonly SourceFile[],
  settings: Settings,
  minors: readonly Minor[] = settings.minors,
): ForeignReport {
  const content = foreignContent(files, settings);
  const queries = content.model.queries.filter(concernsCilium);
  const labels = assumedLabels(queries);
  const model: Model = { ...content.model, settings: { ...assuming(labels.keys(), settings), minors }, queries };
  const dead = deadProblems(model);
  const doubtful = doubtfulProblems(model);
  const byText = Map.groupBy(queries, (query) => promqlOf(query, query.expr));
  const findings = [...byText].flatMap(([expr, same]): ForeignFinding[] => {
    const [first] = same;
    const deadly = mergedProblems(same.flatMap(dead));
    const problems = [...deadly, ...mergedProblems(same.flatMap(doubtful))];
    if (!first || problems.length === 0) return [];
    const replacement = deadly.length > 0 ? replacementOf(first, model) : undefined;
    return [
      {
        verdict: deadly.length > 0 ? 'dead' : 'doubtful',
        expr,
        minors: minors.filter((minor) => deadly.some((problem) => problem.minors.includes(minor))),
        problems,
        places: same.map(placeOf),
        ...(replacement === undefined ? {} : { replacement }),
      },
    ];
  });
  return {
    minors,
    boards: content.boards,
    alerts: content.alerts,
    queries: content.model.queries.length,
    judged: queries.length,
    findings: findings.toSorted((a, b) => (a.verdict < b.verdict ? -1 : a.verdict > b.verdict ? 1 : 0)),
    assumed: {
      labels: [...labels]
        .map(([label, count]) => ({ label, queries: count }))
        .toSorted((a, b) => b.queries - a.queries || (a.label < b.label ? -1 : 1)),
      records: unrecorded(model),
    },
    skipped: content.skipped,
    faults: content.faults,
  };
}

/** True when something of them is dead. */
export function isDead({ findings }: Pick<ForeignReport, 'findings'>): boolean {
  return findings.some(({ verdict }) => verdict === 'dead');
}

type ProblemsOf = (query: Query) => readonly ForeignProblem[];

function deadProblems(model: Model): ProblemsOf {
  const perMinor = model.settings.minors.map((minor) => [minor, faultsIn(model, minor, isAside)] as const);
  return (query) =>
    perMinor.flatMap(([minor, faultsOf]) => faultsOf(query).felt.map((problem) => problemOf('dead', problem, [minor])));
}

function doubtfulProblems(model: Model): ProblemsOf {
  const problems = runChecks(model, doubtfulChecks(DEADLY_CODES)).filter(
    (problem) => !isAside(problem) && !problem.code.startsWith('suppression-') && !isAtMatcher(problem),
  );
  const byPlace = Map.groupBy(problems, ({ place }) => `${place.resource}\n${place.path}`);
  return ({ resource, path }) =>
    (byPlace.get(`${resource}\n${path}`) ?? []).map((problem) => problemOf('doubtful', problem, model.settings.minors));
}

/** An `le` that is no edge is dead, and told as such. */
function isAtMatcher({ code, place: { expr = '', offset } }: Problem): boolean {
  if (code !== 'bucket-edge') return false;
  return selectorsIn(expr).some(({ matchers }) => matchers.some(({ from }) => from === offset));
}

function problemOf(
  verdict: ForeignProblem['verdict'],
  { code, message, place: { offset } }: Problem,
  minors: readonly Minor[],
): ForeignProblem {
  return { verdict, code, message, minors, ...(offset === undefined ? {} : { offset }) };
}

/** The same problem in several minors or panels, once. */
function mergedProblems(problems: readonly ForeignProblem[]): readonly ForeignProblem[] {
  const byText = Map.groupBy(problems, ({ code, message, offset }) => JSON.stringify([code, message, offset]));
  return [...byText.values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ ...first, minors: [...new Set(same.flatMap(({ minors }) => minors))] }] : [];
  });
}

/** Without its mistakes; and where minors differ, with what each of them has. */
function replacementOf(query: Query, model: Model): string | undefined {
  const { minors } = model.settings;
  const mended = mendMistakes(query, minors, (one) => answers(one, model));
  const [from, to] = [minors[0], minors.at(-1)];
  if (mended !== undefined || !from || !to || from === to) return mended;
  const both = rightOnBoth(query, model, { from, to }, isAside);
  return both !== undefined && answers({ ...query, expr: both }, model) ? both : undefined;
}

function answers(query: Query, model: Model): boolean {
  const alone: Model = { ...model, queries: [query] };
  return model.settings.minors.every((minor) => faultsIn(alone, minor, isAside)(query).felt.length === 0);
}

function unrecorded({ queries, ruleSets }: Model): readonly string[] {
  const made = new Set(ruleSets.flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.map(recordName))));
  const read = queries.flatMap((query) => selectorsIn(promqlOf(query, query.expr)).map(({ name }) => name ?? ''));
  return [...new Set(read.filter((name) => name.includes(':') && !made.has(name)))].sort();
}

const recordName = (rule: Model['ruleSets'][number]['groups'][number]['rules'][number]) =>
  rule.kind === 'recording' ? rule.record : '';
