import { contextLabels } from '../catalog/vocabularies.ts';
import type { BinaryNode, CallNode, PromNode } from '../promql/ast.ts';
import { isTargetLabel } from '../promql/promql.ts';
import type { CheckInput, Finding } from './check.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { missingInSeries, whyGone } from './support/gone.ts';
import { missingLabel } from './support/missing-label.ts';

export const labelKnown = queryCheck({
  code: 'label-known',
  severity: 'error',
  summary:
    'A label that the series do not carry matches nothing, or groups everything under one nameless series: the panel is empty or wrong.',
  remediation:
    'Use the label named, set the handler option or scrape label that makes it, or write one expression per range of minors with `perMinor`.',
  *check(text, { query }, input) {
    for (const subject of text.selectors) {
      for (const { label, op, value, from } of subject.node.matchers) {
        const message = op === '=' && value === '' ? undefined : missingLabel(label, subject, input);
        if (message) yield { message, place: { offset: from } };
      }
      const offered = query.label && missingLabel(query.label, subject, input);
      if (offered) yield { message: offered, place: { offset: subject.node.from } };
    }
    for (const { node } of text.aggregates) {
      const { keyword, labels, from } = node.grouping ?? { keyword: 'by', labels: [], from: 0 };
      for (const label of labels) {
        if (isVariable(label) || (keyword === 'without' && isOptional(label))) continue;
        yield* lost(`${keyword} (${label})`, label, node.of, from, text, input);
      }
    }
    for (const { node } of text.binaries) yield* matching(node, text, input);
    for (const { node } of text.calls) yield* sources(node, text, input);
  },
});

/** Labels of `on` must be on both sides, those of `group_left` on the side that has one series per match. */
function* matching(node: BinaryNode, text: QueryText, input: CheckInput): Iterable<Finding> {
  const { matching: clause, group, left, right } = node;
  if (clause?.keyword === 'on') {
    for (const label of clause.labels.filter((one) => !isVariable(one))) {
      yield* lost(`on (${label}), left of ${node.op}`, label, left, left.from, text, input);
      yield* lost(`on (${label}), right of ${node.op}`, label, right, right.from, text, input);
    }
  }
  const one = group?.side === 'left' ? right : left;
  for (const label of group?.labels ?? []) {
    yield* lost(`group_${group?.side} (${label})`, label, one, one.from, text, input);
  }
}

/** `label_replace(v, dst, replacement, src, regex)` and `label_join(v, dst, separator, src...)` read labels by name. */
function* sources({ fn, args }: CallNode, text: QueryText, input: CheckInput): Iterable<Finding> {
  const [vector] = args;
  if (!vector || (fn !== 'label_replace' && fn !== 'label_join')) return;
  for (const arg of fn === 'label_replace' ? args.slice(3, 4) : args.slice(3)) {
    if (arg.kind !== 'string' || arg.text === '' || isVariable(arg.text)) continue;
    yield* lost(`${fn} from ${arg.text}`, arg.text, vector, arg.from, text, input);
  }
}

function* lost(
  where: string,
  label: string,
  node: PromNode,
  offset: number,
  text: QueryText,
  input: CheckInput,
): Iterable<Finding> {
  const reason = whyGone(label, node, text, input);
  if (!reason) return;
  const ofSeries = missingInSeries(label, node, text, input);
  yield { message: ofSeries ?? `${where}: ${reason}`, place: { offset } };
}

/** `without` of a label that only some setups have is harmless, and meant. */
function isOptional(label: string): boolean {
  return isTargetLabel(label) || contextLabels.includes(label);
}

function isVariable(label: string): boolean {
  return label.startsWith('$') || label.startsWith('[[');
}
