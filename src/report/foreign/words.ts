import type { ForeignFinding, ForeignProblem, ForeignReport } from '../../upgrade/foreign/analyse.ts';
import { plural } from '../plural.ts';

/** `9 queries dead, 3 doubtful`. */
export function verdictWords({ findings }: ForeignReport): string {
  const dead = findings.filter(({ verdict }) => verdict === 'dead').length;
  const doubtful = findings.length - dead;
  if (findings.length === 0) return 'nothing dead, nothing doubtful';
  return `${dead === 0 ? 'nothing' : plural(dead, 'query', 'queries')} dead, ${doubtful} doubtful`;
}

/** What was looked at, and for what. */
export function scopeWords({ boards, alerts, queries, judged, minors }: ForeignReport): string {
  const what = `${plural(boards, 'dashboard')}, ${plural(alerts, 'alert')}, ${plural(queries, 'query', 'queries')}`;
  return `${what}; ${judged} of them read Cilium and were judged for ${minors.join(', ')}`;
}

/** ` (on 1.20)`; empty where it is so in all minors that were judged. */
export function onWords(minors: ForeignFinding['minors'], { minors: all }: ForeignReport): string {
  return minors.length < all.length ? ` (on ${minors.join(', ')})` : '';
}

export const deadly = ({ problems }: ForeignFinding) => problems.filter(({ verdict }) => verdict === 'dead');

/** Doubts of all queries, dead ones too, by what they say: the same doubt goes through a whole board. */
export function doubts({ findings }: ForeignReport): readonly (readonly [ForeignProblem, readonly ForeignFinding[]])[] {
  const pairs = findings.flatMap((finding) =>
    finding.problems.filter(({ verdict }) => verdict === 'doubtful').map((problem) => ({ problem, finding })),
  );
  const groups = Map.groupBy(pairs, ({ problem }) => `${problem.code} ${problem.message}`);
  return [...groups.values()]
    .flatMap((same) => (same[0] ? [[same[0].problem, same.map(({ finding }) => finding)] as const] : []))
    .toSorted(([, a], [, b]) => b.length - a.length);
}

/** What was taken for granted, a line each. */
export function assumedWords({ assumed }: ForeignReport): readonly string[] {
  const labels = assumed.labels.map(({ label, queries }) => `${label} (${plural(queries, 'query', 'queries')})`);
  return [
    ...(labels.length > 0 ? [`the scrape configuration makes the labels ${labels.join(', ')}`] : []),
    ...(assumed.records.length > 0 ? [`somebody records ${assumed.records.join(', ')}`] : []),
  ];
}
