import type { Change } from './change.ts';
import type { DiffReport, ObjectDiff, Tally } from './report.ts';

/** How much changed, from all changes, before what many share is taken out. @param unchanged boards */
export function countsOf(objects: readonly ObjectDiff[], unchanged: number): DiffReport['counts'] {
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
    slos: count(changes, 'slo-objective') + count(changes, 'slo-windows'),
    others: states(of('object')),
  };
}

const count = (changes: readonly Pick<Change, 'code'>[], code: string) =>
  changes.filter((change) => change.code === code).length;

const bySubject = (changes: readonly Change[]) => [
  ...new Set(changes.map(({ file, subject }) => `${file} ${subject}`)),
];

/** A query that came or went is a change of its panel. */
const isPanelChange = ({ panel, layout, code }: Change) =>
  panel !== undefined && !layout && !/^(panel|row)-(added|removed|to-board|from-board)$/.test(code);

const movedIn = (changes: readonly Change[]) => changes.reduce((sum, { panels = 0 }) => sum + panels, 0);

function states(objects: readonly ObjectDiff[]): Tally {
  const number = (state: ObjectDiff['state']) => objects.filter((object) => object.state === state).length;
  return { added: number('added'), removed: number('removed'), changed: number('changed') };
}
