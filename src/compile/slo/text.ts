import type { Fragment, Promql } from '../../promql/promql.ts';
import { promql, verbatim } from '../../promql/promql.ts';

/** `by (a, b)`. */
export const byLabels = (labels: readonly string[]): Promql => verbatim(`by (${labels.join(', ')})`);

/** Several expressions with the same word between them. */
export function joined(word: string, parts: readonly Promql[]): Promql {
  const [first, ...others] = parts;
  if (!first) throw new Error('nothing to join');
  return others.reduce((all, part) => promql`${all} ${verbatim(word)} ${part}`, first);
}

/** In parentheses. */
export const inner = (of: Fragment): Promql => promql`(${of})`;
