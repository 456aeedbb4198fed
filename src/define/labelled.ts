import { quote } from '../promql/matchers.ts';
import type { Fragment, Promql } from '../promql/promql.ts';
import { promql, verbatim } from '../promql/promql.ts';

/** The query with one more label, of the same value on every series. */
export function labelled(query: Fragment, label: string, value: string): Promql {
  return promql`label_replace(${query}, ${text(label)}, ${text(value)}, "", "")`;
}

const text = (value: string) => verbatim(quote(value));
