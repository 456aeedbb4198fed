import type { Fragment, Promql } from '../../promql/promql.ts';
import { promql } from '../../promql/promql.ts';

/** PromQL as text: windows, numbers and label lists that the engine makes itself. */
export function raw(text: string): Promql {
  return { kind: 'promql', strings: [text], values: [] };
}

/** `by (a, b)`. */
export const byLabels = (labels: readonly string[]): Promql => raw(`by (${labels.join(', ')})`);

/** Several expressions with the same word between them. */
export function joined(word: string, parts: readonly Promql[]): Promql {
  const [first, ...others] = parts;
  if (!first) throw new Error('nothing to join');
  return others.reduce((all, part) => promql`${all} ${raw(word)} ${part}`, first);
}

/** In parentheses. */
export const inner = (of: Fragment): Promql => promql`(${of})`;
