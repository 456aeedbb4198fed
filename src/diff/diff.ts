import type { RecordedCosts } from '../model/costs.ts';
import type { Change } from './change.ts';
import { compareContent } from './content/compare-content.ts';
import type { BoardView, SourceFile } from './content/content.ts';
import { indexed } from './content/index-facts.ts';
import type { ContentFault } from './content/parse-content.ts';
import { parseContent } from './content/parse-content.ts';
import { costRisks } from './cost-risks.ts';
import type { DiffReport, ObjectDiff, Tally } from './report.ts';
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

function countsOf(objects: readonly ObjectDiff[], unchanged: number): DiffReport['counts'] {
  const of = (kind: ObjectDiff['kind']) => objects.filter((object) => object.kind === kind);
  const boards = of('dashboard');
  const changes = objects.flatMap((object) => object.changes);
  const panels = boards.flatMap(({ id, changes: found }) => found.map((change) => ({ id, ...change })));
  const alerts = changes.filter(({ code }) => code.startsWith('alert-'));
  const altered = bySubject(alerts.filter(({ code }) => !/^alert-(added|removed)$/.test(code)));
  const withEffect = (effect: string) => bySubject(alerts.filter((change) => change.effect === effect)).length;
  return {
    boards: { ...states(boards), unchanged },
    panels: {
      added: count(panels, 'panel-added'),
      removed: count(panels, 'panel-removed'),
      changed: new Set(panels.filter(isPanelChange).map(({ id, panel }) => `${id}/${panel}`)).size,
      moved: count(panels, 'panel-to-board') + boards.reduce((sum, board) => sum + movedIn(board.changes), 0),
    },
    alerts: {
      added: count(alerts, 'alert-added'),
      removed: count(alerts, 'alert-removed'),
      changed: altered.length,
      stricter: withEffect('stricter'),
      laxer: withEffect('laxer'),
    },
    records: {
      added: count(changes, 'record-added'),
      removed: count(changes, 'record-removed'),
      changed: bySubject(changes.filter(({ code }) => /^record-(expr|label|renamed)$/.test(code))).length,
    },
    slos: count(changes, 'slo-objective'),
    others: states(of('object')),
  };
}

const count = (changes: readonly Pick<Change, 'code'>[], code: string) =>
  changes.filter((change) => change.code === code).length;

const bySubject = (changes: readonly Change[]) => [
  ...new Set(changes.map(({ file, subject }) => `${file} ${subject}`)),
];

const isPanelChange = ({ panel, layout, code }: Change) =>
  panel !== undefined && !layout && !/-(added|removed|to-board|from-board)$/.test(code.replace(/^query-/, 'q-'));

const movedIn = (changes: readonly Change[]) => changes.reduce((sum, { panels = 0 }) => sum + panels, 0);

function states(objects: readonly ObjectDiff[]): Tally {
  const number = (state: ObjectDiff['state']) => objects.filter((object) => object.state === state).length;
  return { added: number('added'), removed: number('removed'), changed: number('changed') };
}
