import type { BinaryNode, PromNode } from '../promql/ast.ts';
import { SET_OPERATORS } from '../promql/ast.ts';
import { isScalar, labelsOfResult } from '../promql/labels.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { subjectAt } from './support/result.ts';
import { both } from './support/words.ts';

export const ratioLabels = queryCheck({
  code: 'ratio-labels',
  severity: 'error',
  summary:
    'Series are paired when all their labels agree: two sides with different labels pair nothing, and the result is empty.',
  remediation:
    'Aggregate both sides by the same labels, or say which labels pair them with `on (...)`, with `group_left` where one side has more.',
  *check(text) {
    for (const { node } of text.binaries) {
      const { op, left, right } = node;
      if (node.matching?.keyword === 'on' || op === 'or' || isScalar(left) || isScalar(right)) continue;
      const ignored = new Set(node.matching?.labels ?? []);
      const [mine, other] = [exactLabels(left, text), exactLabels(right, text)];
      if (mine && other) {
        const [more, less] = [mine.difference(other).difference(ignored), other.difference(mine).difference(ignored)];
        if (more.size > 0 || less.size > 0) {
          yield { message: `${op} pairs nothing: ${sides(more, less)}`, place: { offset: node.from } };
        } else if (!SET_OPERATORS.has(op)) {
          const label = contradiction(node, mine, ignored, text);
          if (label) yield { message: label, place: { offset: node.from } };
        }
      }
    }
  },
});

function sides(left: ReadonlySet<string>, right: ReadonlySet<string>): string {
  const parts = [
    ...(left.size > 0 ? [`only the left side keeps ${both(left)}`] : []),
    ...(right.size > 0 ? [`only the right side keeps ${both(right)}`] : []),
  ];
  return parts.join(', ');
}

/** Every label a result has; undefined when that is not known for sure, such as for series of other exporters. */
function exactLabels(node: PromNode, text: QueryText): ReadonlySet<string> | undefined {
  const set = labelsOfResult(node);
  if (set.closed) return set.labels;
  const [source, ...others] = set.sources;
  const subject = source && others.length === 0 ? subjectAt(text, source) : undefined;
  if (subject?.record) return subject.labels?.difference(set.dropped).union(set.labels);
  // labels differ between minors: which of them the series has is not known
  const forms = [...(subject?.presence.values() ?? [])].flatMap((found) => ('forms' in found ? found.forms : []));
  const [first] = forms;
  if (!subject?.labels || !first || forms.some(({ labels }) => labels.join() !== first.labels.join())) return undefined;
  return subject.labels.difference(set.dropped).union(set.labels);
}

/** Both sides keep a label, each with another value: `x{outcome="fail"} / x{outcome="success"}`. */
function contradiction(
  node: BinaryNode,
  kept: ReadonlySet<string>,
  ignored: ReadonlySet<string>,
  text: QueryText,
): string | undefined {
  const [left, right] = [fixedBy(node.left, text), fixedBy(node.right, text)];
  for (const [label, value] of left) {
    const other = right.get(label);
    if (other === undefined || other === value || !kept.has(label) || ignored.has(label)) continue;
    return `${node.op} pairs nothing: ${label} is "${value}" on the left and "${other}" on the right`;
  }
  return undefined;
}

/** Labels that a side fixes to one value, where it reads a single selector. */
function fixedBy(node: PromNode, { selectors }: QueryText): ReadonlyMap<string, string> {
  const inside = selectors.filter(({ node: one }) => one.from >= node.from && one.to <= node.to);
  const [only] = inside;
  if (!only || inside.length > 1) return new Map();
  return new Map(only.node.matchers.filter(({ op }) => op === '=').map(({ label, value }) => [label, value]));
}
