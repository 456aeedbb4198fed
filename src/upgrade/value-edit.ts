import type { Matcher } from '../catalog/matchers.ts';
import { accepts, hasVariable } from '../catalog/matchers.ts';
import { renderMatcher, toMatcher } from '../promql/matchers.ts';
import type { Edit } from './edit.ts';
import type { FamilyChange } from './family-change.ts';
import type { Reading } from './reading.ts';

/** Both spellings in the first matcher that knows only the old one. */
export function valueEdit(
  { label, respelled }: Extract<FamilyChange, { kind: 'label-values' }>,
  { node }: Reading,
): Edit | undefined {
  for (const matcher of node.matchers) {
    if (matcher.label !== label || hasVariable(matcher.value)) continue;
    const named = { ...matcher, op: matcher.op.endsWith('~') ? '=~' : '=' } as const;
    const missing = respelled.filter(([old, now]) => accepts(named, old) && !accepts(named, now)).map(([, now]) => now);
    if (missing.length > 0)
      return { from: matcher.from, to: matcher.to, text: renderMatcher(widened(matcher, missing)) };
  }
  return undefined;
}

function widened({ label, op, value }: Matcher, missing: readonly string[]): Matcher {
  if (op === '=') return toMatcher(label, [value, ...missing]);
  if (op === '!=') return toMatcher(label, { not: [value, ...missing] });
  return { label, op, value: `${value}|${toMatcher(label, missing).value}` };
}
