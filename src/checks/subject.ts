import type { SeriesName } from '../catalog/catalog.ts';
import type { Exposure } from '../catalog/exposure.ts';
import type { MetricForm } from '../catalog/facts.ts';
import type { Presence } from '../catalog/lookup.ts';
import type { Minor } from '../catalog/minor.ts';
import type { Model } from '../model/model.ts';
import type { Query } from '../model/query.ts';
import { promqlOf } from '../model/query.ts';
import type { AggregateNode, BinaryNode, CallNode, PromNode, SelectorNode } from '../promql/ast.ts';
import { walk } from '../promql/ast.ts';
import type { Parsed } from '../promql/parse.ts';
import { parsePromql } from '../promql/parse.ts';
import type { RecordFacts } from './support/records.ts';
import type { Resolve } from './support/resolve.ts';
import { seriesResolver } from './support/resolve.ts';

/** A selector in its expression, with what the catalog says about it. */
export interface SelectorSubject {
  readonly node: SelectorNode;
  /** What it stands in, outermost first. */
  readonly ancestors: readonly PromNode[];
  readonly series: SeriesName | undefined;
  /** Presence per minor this text is for; empty when the selector names no metric. */
  readonly presence: ReadonlyMap<Minor, Presence>;
  /** The form in the newest minor that has it. */
  readonly form: MetricForm | undefined;
  /** Every label its series carry in all minors of the text; undefined when the metric is unknown. */
  readonly labels: ReadonlySet<string> | undefined;
  /** The rules that make the series, where its name is that of a record. */
  readonly record: RecordFacts | undefined;
}

/** A node and what it stands in, outermost first. */
export interface Located<N extends PromNode> {
  readonly node: N;
  readonly ancestors: readonly PromNode[];
}

/** One text of a query, and the minors it is for. Most queries have one text for all. */
export interface QueryText {
  readonly expr: string;
  readonly minors: readonly Minor[];
  readonly parsed: Parsed;
  readonly root: PromNode | undefined;
  readonly selectors: readonly SelectorSubject[];
  readonly aggregates: readonly Located<AggregateNode>[];
  readonly binaries: readonly Located<BinaryNode>[];
  readonly calls: readonly Located<CallNode>[];
}

export interface QuerySubject {
  readonly query: Query;
  readonly texts: readonly QueryText[];
}

/** Parses every query once and looks its selectors up, so that checks share the work. */
export function subjectsOf(model: Model, exposure: Exposure): readonly QuerySubject[] {
  const resolve = seriesResolver(model, exposure);
  const { minors } = model.settings;
  return model.queries.map((query) => ({
    query,
    texts: textsOf(query, minors).map(([expr, of]) => analyse(promqlOf(query, expr), of, resolve)),
  }));
}

/** The texts of a query, each with the minors it is for. */
function textsOf(query: Query, minors: readonly Minor[]): readonly (readonly [string, readonly Minor[]])[] {
  const textFor = (minor: Minor) => query.byMinor[minor] ?? query.expr;
  const [first] = minors;
  const text = first && textFor(first);
  if (text !== undefined && minors.every((minor) => textFor(minor) === text)) return [[text, minors]];
  return [...Map.groupBy(minors, textFor)];
}

function analyse(expr: string, minors: readonly Minor[], resolve: Resolve): QueryText {
  const parsed = parsePromql(expr);
  const selectors: SelectorSubject[] = [];
  const aggregates: Located<AggregateNode>[] = [];
  const binaries: Located<BinaryNode>[] = [];
  const calls: Located<CallNode>[] = [];
  const visit = (node: PromNode, ancestors: readonly PromNode[]) => {
    if (node.kind === 'selector') selectors.push({ node, ancestors, ...resolve(node, minors) });
    else if (node.kind === 'aggregate') aggregates.push({ node, ancestors });
    else if (node.kind === 'binary') binaries.push({ node, ancestors });
    else if (node.kind === 'call') calls.push({ node, ancestors });
  };
  if (parsed.root) walk(parsed.root, visit);
  return { expr, minors, parsed, root: parsed.root, selectors, aggregates, binaries, calls };
}
