import { parseSeries } from '../catalog/catalog.ts';
import type { Exposure } from '../catalog/exposure.ts';
import type { MetricForm } from '../catalog/facts.ts';
import { labelsOf, lookupSeries } from '../catalog/lookup.ts';
import type { Minor } from '../catalog/minor.ts';
import type { Query } from '../model/query.ts';
import { promqlOf } from '../model/query.ts';
import type { AggregateNode, PromNode, SelectorNode } from '../promql/ast.ts';
import { walk } from '../promql/ast.ts';
import { labelsOfResult, SELECTING, survives } from '../promql/labels.ts';
import { labelsRead } from '../promql/labels-read.ts';
import { parsePromql } from '../promql/parse.ts';
import type { UpgradeRange } from './range.ts';

/** A selector of a query, and what both minors have under its name. */
export interface Reading {
  readonly query: Query;
  /** As it is asked, all minors in one text. */
  readonly expr: string;
  readonly root: PromNode;
  readonly node: SelectorNode;
  readonly ancestors: readonly PromNode[];
  readonly series: string;
  readonly family: string;
  readonly suffix: string;
  /** Labels the query needs on the series. */
  readonly labels: ReadonlySet<string>;
  /** Empty: that minor has no such series, under the settings. */
  readonly before: readonly MetricForm[];
  readonly after: readonly MetricForm[];
}

/** Every selector with a name. */
export function readingsOf(query: Query, { from, to }: UpgradeRange, exposure: Exposure): readonly Reading[] {
  const expr = promqlOf(query, query.expr);
  const { root } = parsePromql(expr);
  if (!root) return [];
  const labels = labelsRead(root, query.label);
  const readings: Reading[] = [];
  walk(root, (node, ancestors) => {
    if (node.kind !== 'selector' || node.name === undefined) return;
    const { family, suffix } = parseSeries(node.name) ?? { family: node.name, suffix: '' };
    readings.push({
      query,
      expr,
      root,
      node,
      ancestors,
      series: node.name,
      family,
      suffix,
      labels: labels.get(node) ?? new Set(),
      before: formsIn(node.name, from, exposure),
      after: formsIn(node.name, to, exposure),
    });
  });
  return readings;
}

function formsIn(series: string, minor: Minor, exposure: Exposure): readonly MetricForm[] {
  const found = lookupSeries(series, minor, exposure);
  return 'forms' in found ? found.forms : [];
}

/** True when a result carries a label in one minor; series the catalog does not know may carry any. */
export function carriesIn(label: string, node: PromNode, minor: Minor, exposure: Exposure): boolean {
  return survives(label, labelsOfResult(node), ({ name }) => {
    const forms = name === undefined ? [] : formsIn(name, minor, exposure);
    const suffix = (name && parseSeries(name)?.suffix) || '';
    if (forms.length === 0) return undefined;
    return forms
      .map((form) => labelsOf(form, suffix, exposure))
      .reduce((all, each) => all.union(each), new Set<string>() as ReadonlySet<string>);
  });
}

/** The nearest aggregation around a selector that merges series which differ in a label. */
export function mergerOf(label: string, { ancestors }: Pick<Reading, 'ancestors'>): AggregateNode | undefined {
  return ancestors.findLast(
    (node): node is AggregateNode => node.kind === 'aggregate' && !SELECTING.has(node.op) && merges(node, label),
  );
}

function merges({ grouping }: AggregateNode, label: string): boolean {
  if (!grouping) return true;
  return grouping.labels.includes(label) === (grouping.keyword === 'without');
}
