import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/dashboard.ts';
import { compareBoards } from '../../src/preview/compare.ts';

const panel = (id: number, title: string, more: JsonObject = {}): JsonObject => ({
  id,
  type: 'stat',
  title,
  gridPos: { x: 0, y: id, w: 6, h: 3 },
  ...more,
});
const board = (...panels: JsonObject[]): JsonObject => ({ uid: 'x', title: 'X', panels });
const changes = (before: JsonObject, after: JsonObject) =>
  compareBoards('x', before, after).panels.map(({ before: old, after: young, status, words }) => [
    old,
    young,
    status,
    words,
  ]);

describe('a board before and after', () => {
  it('is the same when nothing differs', () => {
    expect(compareBoards('x', board(panel(1, 'a')), board(panel(1, 'a'))).status).toBe('same');
  });

  it('names what differs of a panel, which may also be called otherwise now', () => {
    const before = panel(1, 'a', { targets: [{ expr: 'up', refId: 'A' }] });
    const after = panel(1, 'b', { targets: [{ expr: 'down', refId: 'A' }] });
    expect(changes(board(before), board(after))).toEqual([
      ['1', '1', 'changed', ['was called "a"', 'metric `up` became `down`']],
    ]);
  });

  it('finds a panel by title and type when its id is another', () => {
    expect(changes(board(panel(1, 'a')), board(panel(2, 'a')))).toEqual([['1', '2', 'moved', []]]);
  });

  it('tells what came and what went', () => {
    expect(changes(board(panel(1, 'a')), board(panel(2, 'b')))).toEqual([
      [undefined, '2', 'added', []],
      ['1', undefined, 'removed', []],
    ]);
  });

  it('does not take a move for a change', () => {
    const moved = panel(1, 'a', { gridPos: { x: 12, y: 0, w: 6, h: 3 } });
    expect(changes(board(panel(1, 'a')), board(moved))).toEqual([['1', '1', 'moved', []]]);
  });

  it('looks into collapsed rows', () => {
    const row = (inner: JsonObject) => ({ id: 9, type: 'row', title: 'Row', collapsed: true, panels: [inner] });
    expect(changes(board(row(panel(1, 'a'))), board(row(panel(1, 'b'))))).toEqual([
      ['9', '9', 'same', []],
      ['1', '1', 'changed', ['was called "a"']],
    ]);
  });

  it('names what differs of the board itself', () => {
    const after = { ...board(), title: 'Y', version: 7 };
    expect(compareBoards('x', board(), after)).toMatchObject({ status: 'changed', words: ['title X became Y'] });
  });

  it('tells a new board and one that is gone', () => {
    expect(compareBoards('x', undefined, board()).status).toBe('added');
    expect(compareBoards('x', board(), undefined).status).toBe('removed');
  });
});
