import type { RecordedCosts } from '../model/costs.ts';
import { compareContent } from './content/compare-content.ts';
import type { BoardView, SourceFile } from './content/content.ts';
import { indexed } from './content/index-facts.ts';
import type { ContentFault } from './content/parse-content.ts';
import { parseContent } from './content/parse-content.ts';
import { costRisks } from './cost-risks.ts';
import { countsOf } from './counts.ts';
import type { DiffReport } from './report.ts';
import { metricRisks, risksOf } from './risks.ts';
import { shareChanges } from './shared-changes.ts';

/** One side of a comparison. */
export interface Side {
  /** In words: a commit, a folder, a file. */
  readonly name: string;
  readonly files: readonly SourceFile[];
  /** What opening its boards costs, where it was measured. */
  readonly costs?: RecordedCosts;
}

/** A file that could not be read, and on which side. */
export type SideFault = ContentFault & { readonly side: string };

/**
 * Compares two sets of files by meaning. Files whose text is equal are not even parsed.
 * @param modules source files that changed, where git knows
 */
export function diff(
  before: Side,
  after: Side,
  modules: readonly string[] = [],
): { readonly report: DiffReport; readonly faults: readonly SideFault[] } {
  const [base, head] = [indexed(before.files), indexed(after.files)];
  const single = base.files.length === 1 && head.files.length === 1;
  const there = new Map(base.files.map(({ path, text }) => [path, text]));
  const equal = head.files.filter(({ path, text }) => there.get(path) === text);
  const unchanged = new Set(equal.map(({ path }) => path));
  const changedOf = (files: readonly SourceFile[]) => files.filter(({ path }) => single || !unchanged.has(path));
  const [old, now] = [parseContent(changedOf(base.files)), parseContent(changedOf(head.files))];
  const faults = [
    ...old.faults.map((fault) => ({ ...fault, side: before.name })),
    ...now.faults.map((fault) => ({ ...fault, side: after.name })),
  ];
  const sources = { boards: new Map([...base.sources.boards, ...head.sources.boards]), panels: head.sources.panels };
  const objects = compareContent(old, now, sources);
  const same = equal.map(({ text }) => text);
  const { risks: costs, unmeasured } = costRisks(before.costs, after.costs, changedTexts(now.boards, head.files));
  const whole = [...metricRisks(old, now, same), ...costs];
  const changed = new Set(objects.filter(({ kind }) => kind === 'dashboard').map(({ id }) => id));
  const parsedSame = now.boards.filter(({ uid, path }) => !changed.has(uid || path)).length;
  const equalBoards = equal.filter(({ path, text }) => path.endsWith('.json') && isBoardText(text)).length;
  return {
    report: {
      version: 1,
      base: before.name,
      head: after.name,
      counts: countsOf(objects, parsedSame + (single ? 0 : equalBoards)),
      risks: risksOf(objects, whole),
      unmeasured,
      ...shareChanges(objects, sources, modules),
    },
    faults,
  };
}

function changedTexts(boards: readonly BoardView[], files: readonly SourceFile[]) {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return boards.map(({ uid, title, path }) => ({ uid, title, text: texts.get(path) ?? '' }));
}

/** Parsing what did not change would cost more than all the rest. */
const isBoardText = (text: string) => text.includes('"panels"');
