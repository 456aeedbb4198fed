import type { Minor } from '../catalog/minor.ts';
import type { BuildContext } from '../define/context.ts';
import type { Query } from '../model/query.ts';
import type { Promql } from '../promql/promql.ts';
import { render } from '../promql/promql.ts';

type Rest = Omit<Query, 'expr' | 'byMinor'>;

/** A query with its text for the configured range, and what each minor alone would be asked. */
export function compileQuery(query: Promql, context: BuildContext, rest: Rest): Query {
  return withTexts((minors) => render(query, minors), context, rest);
}

export function withTexts(text: (minors: readonly Minor[]) => string, context: BuildContext, rest: Rest): Query {
  const byMinor = Object.fromEntries(context.minors.map((minor) => [minor, text([minor])]));
  return { expr: text(context.minors), byMinor, ...rest };
}
