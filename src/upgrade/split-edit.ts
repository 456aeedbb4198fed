import type { Edit } from './edit.ts';
import { vectorAround } from './edit.ts';
import type { Reading } from './reading.ts';

/** Adds up what a new label splits, so that labels match again. On the earlier minor, which lacks it, that is no change. */
export function splitEdit(labels: readonly string[], { node, ancestors, expr }: Reading): Edit {
  const { from, to } = vectorAround(node, ancestors);
  const added = [...new Set(labels)].join(', ');
  return { from, to, text: `sum without (${added}) (${expr.slice(from, to)})` };
}
