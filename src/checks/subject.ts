import type { SeriesName } from '../catalog/catalog.ts';
import { parseSeries } from '../catalog/catalog.ts';
import type { Exposure } from '../catalog/exposure.ts';
import type { MetricForm } from '../catalog/facts.ts';
import type { Presence } from '../catalog/lookup.ts';
import { labelsOf, lookupSeries } from '../catalog/lookup.ts';
import type { Minor } from '../catalog/minor.ts';
import type { Model } from '../model/model.ts';
import type { Query } from '../model/query.ts';
import { promqlOf } from '../model/query.ts';
import type { PromNode, SelectorNode } from '../promql/ast.ts';
import { walk } from '../promql/ast.ts';
import type { Parsed } from '../promql/parse.ts';
import { parsePromql } from '../promql/parse.ts';

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
}

/** One text of a query, and the minors it is for. Most queries have one text for all. */
export interface QueryText {
  readonly expr: string;
  readonly minors: readonly Minor[];
  readonly parsed: Parsed;
  readonly root: PromNode | undefined;
  readonly selectors: readonly SelectorSubject[];
}

export interface QuerySubject {
  readonly query: Query;
  readonly texts: readonly QueryText[];
}

/** Parses every query once and looks its selectors up, so that checks share the work. */
export function subjectsOf(model: Model, exposure: Exposure): readonly QuerySubject[] {
  return model.queries.map((query) => {
    const minorsByText = Map.groupBy(model.settings.minors, (minor) =>
      promqlOf(query, query.byMinor[minor] ?? query.expr),
    );
    const texts = [...minorsByText].map(([expr, minors]) => analyse(expr, minors, exposure));
    return { query, texts };
  });
}

function analyse(expr: string, minors: readonly Minor[], exposure: Exposure): QueryText {
  const parsed = parsePromql(expr);
  const selectors: SelectorSubject[] = [];
  if (parsed.root) {
    walk(parsed.root, (node, ancestors) => {
      if (node.kind === 'selector') selectors.push(resolve(node, ancestors, minors, exposure));
    });
  }
  return { expr, minors, parsed, root: parsed.root, selectors };
}

function resolve(
  node: SelectorNode,
  ancestors: readonly PromNode[],
  minors: readonly Minor[],
  exposure: Exposure,
): SelectorSubject {
  const { name } = node;
  const series = name === undefined ? undefined : parseSeries(name);
  const presence = new Map(
    name === undefined ? [] : minors.map((minor) => [minor, lookupSeries(name, minor, exposure)]),
  );
  const forms = [...presence.values()].flatMap((found) => ('forms' in found ? found.forms : []));
  const labelSets = forms.map((form) => labelsOf(form, series?.suffix ?? '', exposure));
  const [first, ...others] = labelSets;
  return {
    node,
    ancestors,
    series,
    presence,
    form: forms.at(-1),
    labels: first && others.reduce((common, labels) => new Set(common).intersection(new Set(labels)), new Set(first)),
  };
}
