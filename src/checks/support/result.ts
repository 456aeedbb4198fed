import type { AggregateNode, PromNode, SelectorNode } from '../../promql/ast.ts';
import type { LabelSet } from '../../promql/labels.ts';
import { labelsOfResult, SELECTING, survives } from '../../promql/labels.ts';
import type { QueryText, SelectorSubject } from '../subject.ts';

/** The selector's facts, by its node. */
export function subjectAt(text: QueryText, node: SelectorNode): SelectorSubject | undefined {
  return text.selectors.find((subject) => subject.node === node);
}

/** True when the result of a node carries the label in all minors of the text; unknown series carry every label. */
export function carries(label: string, node: PromNode, text: QueryText): boolean {
  return survivesIn(label, labelsOfResult(node), text);
}

export function survivesIn(label: string, set: LabelSet, text: QueryText): boolean {
  return survives(label, set, (source) => subjectAt(text, source)?.labels);
}

/** Aggregations over a node that merge series, nearest first. */
export function mergersOver(ancestors: readonly PromNode[]): readonly AggregateNode[] {
  return ancestors.filter((node) => node.kind === 'aggregate' && !SELECTING.has(node.op)).reverse() as AggregateNode[];
}

/** The aggregation that merges series which differ in these labels: the nearest after which none of them is left. */
export function mergerOf(
  labels: readonly string[],
  { ancestors }: SelectorSubject,
  text: QueryText,
): AggregateNode | undefined {
  return mergersOver(ancestors).find((merger) => !labels.some((label) => carries(label, merger, text)));
}

/** True when a comparison with `bool` stands between a node and what merges it: then truth is counted, not values. */
export function countsTruth({ ancestors }: SelectorSubject, merger: AggregateNode): boolean {
  return ancestors.slice(ancestors.indexOf(merger)).some((node) => node.kind === 'binary' && node.bool);
}

/** Labels that tell one agent's series from another's. */
export function agentLabels(nodeLabel: string): readonly string[] {
  return [...new Set([nodeLabel, 'node', 'pod', 'instance'])];
}

/** The selectors a result is made of, as long as no aggregation stands between. */
export function sourcesOf(node: PromNode, text: QueryText): readonly SelectorSubject[] {
  return text.selectors.filter(({ node: one }) => one.from >= node.from && one.to <= node.to);
}
