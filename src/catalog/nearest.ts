/** Up to `most` candidates that look like `name`, best first: shared words count before letters. */
export function nearest(name: string, candidates: Iterable<string>, most = 3): readonly string[] {
  const scored: [string, number][] = [];
  for (const candidate of new Set(candidates)) {
    const score = distance(name, candidate);
    if (score <= 0.5) scored.push([candidate, score]);
  }
  return scored
    .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([candidate]) => candidate);
}

/** 0 = equal, 1 = nothing in common: edit distance over letters, halved by the share of common words. */
function distance(a: string, b: string): number {
  const words = (text: string) => new Set(text.toLowerCase().split(/[^a-z0-9]+/));
  const [wordsA, wordsB] = [words(a), words(b)];
  const shared = wordsA.intersection(wordsB).size / wordsA.union(wordsB).size;
  const edits = levenshtein(a.toLowerCase(), b.toLowerCase()) / Math.max(a.length, b.length);
  return edits * (1 - shared / 2);
}

function levenshtein(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, substitution));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
