import type { Minor } from '../catalog/minor.ts';
import type { BuildContext } from '../define/context.ts';
import type { Query } from '../model/query.ts';
import { formatPromql } from '../promql/format.ts';
import type { Promql } from '../promql/promql.ts';
import { render, variesByMinor } from '../promql/promql.ts';

type Rest = Omit<Query, 'expr' | 'byMinor'>;

/** A query with its text for the configured range, and what each minor alone would be asked. */
export function compileQuery(query: Promql, { minors }: BuildContext, rest: Rest): Query {
  const expr = textFor(query, minors);
  const text = variesByMinor(query) ? (minor: Minor) => textFor(query, [minor]) : () => expr;
  return { expr, byMinor: Object.fromEntries(minors.map((minor) => [minor, text(minor)])), ...rest };
}

/** The text for a range of minors, laid out to be read. */
export function textFor(query: Promql, minors: readonly Minor[]): string {
  return formatPromql(render(query, minors));
}

/** A query whose text is the same for every minor. */
export function sameForAll(expr: string, { minors }: BuildContext, rest: Rest): Query {
  return { expr, byMinor: Object.fromEntries(minors.map((minor) => [minor, expr])), ...rest };
}
