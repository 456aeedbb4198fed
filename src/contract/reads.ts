import { familiesNamed, formIn, parseSeries } from '../catalog/catalog.ts';
import type { MetricForm } from '../catalog/facts.ts';
import type { Minor } from '../catalog/minor.ts';
import type { Model } from '../model/model.ts';
import type { Query } from '../model/query.ts';
import { promqlOf } from '../model/query.ts';
import type { RecordingRule } from '../model/rules.ts';
import { recordingRules } from '../model/rules.ts';
import type { PromNode, SelectorNode } from '../promql/ast.ts';
import { walk } from '../promql/ast.ts';
import { labelsRead } from '../promql/labels-read.ts';
import { parsePromql } from '../promql/parse.ts';
import { rulesRead } from './records.ts';
import { isTargetOf } from './targets-of.ts';

/** One selector of a query, and what its series must be like for the query to answer as meant. */
export interface Read {
  readonly node: SelectorNode;
  /** As written: with `_bucket`, `_sum` or `_count`. */
  readonly series: string;
  /** The metric without those. */
  readonly family: string;
  /** What the minor exposes under that name, of the components the matchers let through. Empty: not of this minor. */
  readonly forms: readonly MetricForm[];
  /** Labels the query picks, groups or joins series by: without one it is empty, or one nameless line. */
  readonly labels: ReadonlySet<string>;
  /** Rules of ours that make the series, where it is a record. */
  readonly records: readonly RecordingRule[];
}

/** A query as one minor is asked it. */
export interface QueryReads {
  readonly query: Query;
  readonly minor: Minor;
  /** Undefined where it is no PromQL. */
  readonly root: PromNode | undefined;
  readonly reads: ReadonlyMap<SelectorNode, Read>;
}

/** What every query of the content reads in one minor, its records among them, in the order of the model. */
export function readsOf(model: Model, minor: Minor): readonly QueryReads[] {
  const records = Map.groupBy(recordingRules(model), ({ record }) => record);
  const handlers = new Set(model.settings.hubble.metrics.map(({ name }) => name));
  return model.queries.map((query) => {
    const { root } = parsePromql(promqlOf(query, query.byMinor[minor] ?? query.expr));
    const reads = new Map<SelectorNode, Read>();
    if (!root) return { query, minor, root, reads };
    const labels = labelsRead(root, query.label);
    walk(root, (node) => {
      if (node.kind !== 'selector' || node.name === undefined) return;
      const family = parseSeries(node.name)?.family ?? node.name;
      const forms = familiesNamed(family)
        .map(({ component, fact }) => formIn(component, fact, minor, handlers))
        .filter((form) => form !== undefined);
      const narrowed = forms.filter(({ component }) => isTargetOf(component, node, model.settings));
      reads.set(node, {
        node,
        series: node.name,
        family,
        forms: narrowed.length > 0 ? narrowed : forms,
        labels: labels.get(node) ?? new Set(),
        records: rulesRead(node, records),
      });
    });
    return { query, minor, root, reads };
  });
}
