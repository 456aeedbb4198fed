/** Longest line of a query that is shown whole. */
const WIDTH = 240;
/** Lines around a difference. */
const CONTEXT = 2;

/** A query before and after, line by line: `-` gone, `+` new, blank the same; what is far from a difference is left out. */
export function queryLines(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end++;
  }
  const same = (lines: readonly string[]) => lines.map((line) => `  ${cut(line, line)}`);
  const [gone, come] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
  return [
    ...(start > CONTEXT ? ['  ...'] : []),
    ...same(old.slice(Math.max(0, start - CONTEXT), start)),
    ...gone.map((line, index) => `- ${cut(line, come[index] ?? '')}`),
    ...come.map((line, index) => `+ ${cut(line, gone[index] ?? '')}`),
    ...same(now.slice(now.length - end, now.length - end + CONTEXT)),
    ...(end > CONTEXT ? ['  ...'] : []),
  ];
}

/** A long line from where it differs from its counterpart. */
function cut(line: string, other: string): string {
  if (line.length <= WIDTH) return line;
  let at = 0;
  while (at < line.length && line[at] === other[at]) at++;
  const from = at === line.length ? 0 : Math.max(0, at - WIDTH / 2);
  const shown = line.slice(from, from + WIDTH);
  return `${from > 0 ? '...' : ''}${shown}${from + WIDTH < line.length ? '...' : ''}`;
}
