import { nearest } from '../../catalog/nearest.ts';
import type { PromNode } from '../../promql/ast.ts';
import { labelsOfResult, survives } from '../../promql/labels.ts';
import type { CheckInput } from '../check.ts';
import type { QueryText } from '../subject.ts';
import { missingLabel } from './missing-label.ts';
import { subjectAt } from './result.ts';
import { both } from './words.ts';

/** Why the result of a node does not carry a label, in words that follow "..., but "; undefined when it does. */
export function whyGone(label: string, node: PromNode, text: QueryText, input: CheckInput): string | undefined {
  const set = labelsOfResult(node);
  if (survives(label, set, (source) => subjectAt(text, source)?.labels)) return undefined;
  if (set.closed) {
    const [near] = nearest(label, set.labels);
    const instead = near ? `: use ${near}` : '';
    return set.labels.size > 0
      ? `the aggregation keeps only ${both(set.labels)}${instead}`
      : 'the aggregation keeps no label';
  }
  return missingInSeries(label, node, text, input) ?? 'the expression drops it';
}

/** Why the series a result is made of do not carry the label; undefined when they do, or were aggregated. */
export function missingInSeries(label: string, node: PromNode, text: QueryText, input: CheckInput): string | undefined {
  for (const source of labelsOfResult(node).sources) {
    const subject = subjectAt(text, source);
    const reason = subject && missingLabel(label, subject, input);
    if (reason) return reason;
  }
  return undefined;
}
