import type { JsonObject } from '../../model/dashboard.ts';
import type { Change } from '../change.ts';
import { holds } from '../changes-of.ts';
import { dashboardChanges } from '../dashboard/dashboard-changes.ts';
import { objectChanges } from '../object-changes.ts';
import type { ObjectDiff } from '../report.ts';
import { ruleSetChanges } from '../rules/rule-set-changes.ts';
import type { ContentView, OtherView, Sources } from './content.ts';
import type { BoardPair } from './pair-boards.ts';
import { pairBoards } from './pair-boards.ts';

/** Everything that changed between two contents, object by object, in the order boards, rules, others. */
export function compareContent(before: ContentView, after: ContentView, sources: Sources): readonly ObjectDiff[] {
  const boards = pairBoards(before.boards, after.boards).flatMap((pair) => boardDiff(pair, sources));
  return [
    ...acrossBoards(boards),
    ...ruleDiffs(ruleSetChanges(before.groups, after.groups)),
    ...otherDiffs(before.others, after.others),
  ];
}

const EMPTY: JsonObject = { panels: [] };
/** What is said of a board that comes or goes as a whole; its panels only follow. */
const WHOLE = /^(panel|row)-(added|removed)$/;

function boardDiff({ before, after }: BoardPair, sources: Sources): readonly ObjectDiff[] {
  const board = after ?? before;
  if (!board) return [];
  const source = sources.boards.get(board.uid);
  const about = {
    kind: 'dashboard' as const,
    id: board.uid || board.path,
    title: board.title || board.path,
    path: board.path,
    ...(source === undefined ? {} : { source }),
  };
  if (!before || !after) {
    const changes = dashboardChanges(before?.json ?? EMPTY, after?.json ?? EMPTY)
      .filter(({ code }) => WHOLE.test(code))
      .map(({ risk: _, ...change }): Change => ({ ...change, follows: true }));
    return [{ ...about, state: before ? 'removed' : 'added', changes: [come(before, board.json), ...changes] }];
  }
  const changes = [...identity(before, after), ...dashboardChanges(before.json, after.json)];
  return changes.length > 0 ? [{ ...about, state: 'changed', changes }] : [];
}

function come(before: BoardPair['before'], json: JsonObject): Change {
  const what = before ? 'removed' : 'added';
  return {
    code: `board-${what}`,
    subject: 'dashboard',
    text: `${what} (${holds('dashboard', json)})`,
    ...(before ? { risk: 'bookmarks, links and alerts that lead to it break' } : {}),
  };
}

function identity(before: NonNullable<BoardPair['before']>, after: NonNullable<BoardPair['after']>): readonly Change[] {
  const [old, now] = [folderOf(before.path), folderOf(after.path)];
  return [
    ...(before.uid === after.uid
      ? []
      : [
          {
            code: 'board-uid',
            subject: 'dashboard',
            text: `uid ${before.uid || 'none'} became ${after.uid || 'none'}`,
            risk: 'bookmarks, links and alerts that lead to it break',
          },
        ]),
    ...(old === now
      ? []
      : [{ code: 'board-folder', subject: 'dashboard', text: `folder ${old || '/'} became ${now || '/'}` }]),
  ];
}

const folderOf = (path: string) => path.split('/').slice(0, -1).join('/');

/** A panel that left one board and came to another has moved. */
function acrossBoards(diffs: readonly ObjectDiff[]): readonly ObjectDiff[] {
  const arrivals = new Map<string, { readonly to: ObjectDiff; readonly change: Change }[]>();
  for (const to of diffs) {
    for (const change of to.changes) {
      if (change.code !== 'panel-added' || change.twin === undefined) continue;
      const known = arrivals.get(change.twin) ?? [];
      arrivals.set(change.twin, [...known, { to, change }]);
    }
  }
  const told = new Map<Change, Change>();
  for (const from of diffs) {
    for (const change of from.changes) {
      if (change.code !== 'panel-removed' || change.twin === undefined) continue;
      const arrival = arrivals.get(change.twin)?.find(({ to, change: one }) => to !== from && !told.has(one));
      if (!arrival) continue;
      told.set(change, moved(change, 'panel-to-board', `moved to dashboard "${arrival.to.title}"`));
      told.set(arrival.change, moved(arrival.change, 'panel-from-board', `moved here from dashboard "${from.title}"`));
    }
  }
  return diffs.map((diff) => ({ ...diff, changes: diff.changes.map((change) => told.get(change) ?? change) }));
}

/** No risk of its own to speak of: who looks for it finds it, and links by uid and panel id are told as the panel's. */
function moved({ risk: _, before: __, after: ___, ...change }: Change, code: string, text: string): Change {
  return { ...change, code, text, ...(code === 'panel-to-board' ? { risk: 'links to the panel break' } : {}) };
}

function ruleDiffs(changes: readonly Change[]): readonly ObjectDiff[] {
  const files = Map.groupBy(changes, ({ file }) => file ?? '');
  return [...files].map(([path, found]) => {
    const title = (path.split('/').at(-1) ?? path).replace(/\.ya?ml$/, '');
    return { kind: 'rules', id: path, title, path, state: 'changed', changes: found };
  });
}

function otherDiffs(before: readonly OtherView[], after: readonly OtherView[]): readonly ObjectDiff[] {
  const [old, now] = [byId(before), byId(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): ObjectDiff[] => {
    const [a, b] = [old.get(id), now.get(id)];
    const one = b ?? a;
    if (!one || (one.derived && !(a && b))) return [];
    const about = { kind: 'object' as const, id, title: id, path: one.path };
    const subject = one.path;
    if (!a) return [{ ...about, state: 'added', changes: [{ code: 'object-added', subject, text: 'added' }] }];
    if (!b) return [{ ...about, state: 'removed', changes: [{ code: 'object-removed', subject, text: 'removed' }] }];
    const changes = objectChanges(a.json, b.json).map(({ path, text }) =>
      path[0] === 'inhibit_rules'
        ? { code: 'inhibition', subject, text, ...SILENCES }
        : { code: 'object', subject, text },
    );
    return changes.length > 0 ? [{ ...about, state: 'changed', changes }] : [];
  });
}

const SILENCES = { risk: 'which alerts keep others back has changed' };

const byId = (others: readonly OtherView[]) => new Map(others.map((other) => [other.id, other]));
