import type { BoardView } from './content.ts';

export interface BoardPair {
  readonly before: BoardView | undefined;
  readonly after: BoardView | undefined;
}

/** By uid, then by path, then by title where that is theirs alone; one board on each side is a pair whatever it is. */
export function pairBoards(before: readonly BoardView[], after: readonly BoardView[]): readonly BoardPair[] {
  const [left, free] = [new Set(before), new Set(after)];
  const partner = new Map<BoardView, BoardView>();
  const match = (keyOf: (board: BoardView) => string) => {
    const [old, now] = [Map.groupBy(left, keyOf), Map.groupBy(free, keyOf)];
    for (const [key, [a, ...more]] of old) {
      const [b, ...others] = now.get(key) ?? [];
      if (!a || !b || key === '' || more.length + others.length > 0) continue;
      partner.set(b, a);
      left.delete(a);
      free.delete(b);
    }
  };
  match(({ uid }) => uid);
  match(({ path }) => path);
  match(({ title }) => title);
  if (before.length === 1 && after.length === 1) match(() => 'the only one');
  return [
    ...after.map((board) => ({ before: partner.get(board), after: board })),
    ...[...left].map((board) => ({ before: board, after: undefined })),
  ];
}
