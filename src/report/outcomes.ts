import type { Outcome } from '../targets/publish.ts';
import { plural } from './plural.ts';
import { printable } from './printable.ts';
import { styleOf } from './style.ts';

const WORDS: Readonly<Record<Outcome['applied']['kind'], string>> = {
  done: 'done',
  already: 'done before',
  stale: 'moved since it was read, not written',
  failed: 'failed',
  unknown: 'perhaps written',
  skipped: 'not tried',
};

/** One line per write, as it is done. */
export function renderOutcome(
  target: string,
  { item, applied }: Outcome,
  { color }: { readonly color: boolean },
): string {
  const style = styleOf(color);
  const good = applied.kind === 'done' || applied.kind === 'already';
  const what = `${item.operation ?? item.state} ${item.id}`;
  const line = `${target}: ${printable(what)}: ${good ? WORDS[applied.kind] : style.error(WORDS[applied.kind])}`;
  const reason = 'reason' in applied ? `: ${printable(applied.reason)}` : '';
  const note = applied.kind === 'done' && applied.note ? ` (${printable(applied.note)})` : '';
  const hints = applied.kind === 'failed' ? applied.hints.map((hint) => `  ${printable(hint)}\n`).join('') : '';
  return `${line}${reason}${note}\n${hints}`;
}

/** `12 done, 1 failed; run the command again to complete`. */
export function renderSummary(outcomes: readonly Outcome[], { color }: { readonly color: boolean }): string {
  const kinds = Map.groupBy(outcomes, ({ applied }) => applied.kind);
  const counts = [...kinds].map(([kind, found]) => `${found.length} ${WORDS[kind]}`);
  const complete = [...kinds.keys()].every((kind) => kind === 'done' || kind === 'already');
  const next = complete ? '' : '; run the command again to complete';
  return `${styleOf(color).strong(plural(outcomes.length, 'write'))}: ${counts.join(', ')}${next}\n`;
}
