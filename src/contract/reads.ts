import { familiesNamed, formIn, parseSeries } from '../catalog/catalog.ts';
import type { MetricForm } from '../catalog/facts.ts';
import type { Minor } from '../catalog/minor.ts';
import type { Model } from '../model/model.ts';
import type { Query } from '../model/query.ts';
import { promqlOf } from '../model/query.ts';
import type { RecordingRule } from '../model/rules.ts';
import type { BinaryNode, PromNode, SelectorNode } from '../promql/ast.ts';
import { walk } from '../promql/ast.ts';
import { labelsOfResult } from '../promql/labels.ts';
import { parsePromql } from '../promql/parse.ts';
import { recordsOf, rulesRead } from './records.ts';
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
  const records = Map.groupBy(recordsOf(model), ({ record }) => record);
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

/**
 * Labels that each selector's series must have: those its matchers pick by, and those that groupings and joins around
 * it read and no aggregation between them made. A matcher that takes the empty value too (`!=`, `=~".*"`) needs none.
 * @param offered label whose values a variable offers
 */
function labelsRead(root: PromNode, offered: string | undefined): ReadonlyMap<SelectorNode, ReadonlySet<string>> {
  const read = new Map<SelectorNode, Set<string>>();
  const add = (node: PromNode, labels: readonly string[]) => {
    const { sources, closed, dropped } = labelsOfResult(node);
    if (closed) return;
    for (const source of sources) {
      const of = read.get(source) ?? new Set<string>();
      read.set(source, of);
      for (const label of labels) if (!dropped.has(label) && !/^\$|^\[\[/.test(label)) of.add(label);
    }
  };
  if (offered) add(root, [offered]);
  walk(root, (node) => {
    if (node.kind === 'selector')
      add(
        node,
        node.matchers.filter(picks).map(({ label }) => label),
      );
    else if (node.kind === 'aggregate' && node.grouping?.keyword === 'by') add(node.of, node.grouping.labels);
    else if (node.kind === 'binary') joined(node, add);
    else if (node.kind === 'call' && node.fn === 'histogram_quantile' && node.args[1]) add(node.args[1], ['le']);
    else if (node.kind === 'call' && node.fn === 'label_replace') {
      const [vector, , , source] = node.args;
      if (vector && source?.kind === 'string' && source.text !== '') add(vector, [source.text]);
    }
  });
  return read;
}

function joined(
  { matching, group, left, right }: BinaryNode,
  add: (node: PromNode, labels: readonly string[]) => void,
) {
  if (matching?.keyword === 'on') {
    add(left, matching.labels);
    add(right, matching.labels);
  }
  if (group) add(group.side === 'left' ? right : left, group.labels);
}

/** True for matchers that series without the label do not pass. Grafana's variables may be set to everything. */
function picks({ op, value, label }: SelectorNode['matchers'][number]): boolean {
  if (label === '__name__') return false;
  if (op.startsWith('!')) return value === '';
  return op === '=' ? value !== '' : !/^(?:\.\*|\$.*|\[\[.*)$/.test(value) && !value.split('|').includes('');
}
