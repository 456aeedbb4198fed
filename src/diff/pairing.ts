/** What a thing is known by in one pass; undefined where it cannot be paired by that. */
export type KeyOf<T> = (item: T) => string | undefined;

/**
 * Which of the old became which of the new, one to one, in passes from the surest sign to the weakest: what a pass has
 * paired is gone from the next. Equal keys are paired in order.
 */
export function pairInPasses<T>(
  before: readonly T[],
  after: readonly T[],
  passes: readonly KeyOf<T>[],
): readonly (readonly [before: T, after: T])[] {
  const pairs: (readonly [T, T])[] = [];
  const [left, free] = [new Set(before), new Set(after)];
  for (const keyOf of passes) {
    const known = Map.groupBy(free, keyOf);
    for (const a of left) {
      const key = keyOf(a);
      const b = key === undefined ? undefined : known.get(key)?.shift();
      if (b === undefined) continue;
      pairs.push([a, b]);
      left.delete(a);
      free.delete(b);
    }
  }
  return pairs;
}
