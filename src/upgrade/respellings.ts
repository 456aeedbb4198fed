type Pair = readonly [before: string, after: string];

/**
 * Which value became which: those that differ in case or where one begins the other (`failure` and `fail`, `warning` and
 * `WARN`), and what is left over when that is one each.
 */
export function respellings(gone: readonly string[], come: readonly string[]): readonly Pair[] {
  const pairs = gone.flatMap((old): Pair[] => {
    const now = come.find((value) => isSpelling(old, value));
    return now === undefined ? [] : [[old, now]];
  });
  const [old, ...moreOld] = gone.filter((value) => !pairs.some(([one]) => one === value));
  const [now, ...moreNew] = come.filter((value) => !pairs.some(([, one]) => one === value));
  const alone = old !== undefined && now !== undefined && moreOld.length + moreNew.length === 0;
  return alone && pairs.length === 0 ? [[old, now]] : pairs;
}

function isSpelling(a: string, b: string): boolean {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left !== '' && right !== '' && (left.startsWith(right) || right.startsWith(left));
}
