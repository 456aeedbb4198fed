import type { Matcher } from '../catalog/matchers.ts';
import type { PromNode, SelectorNode } from '../promql/ast.ts';
import { walk } from '../promql/ast.ts';
import { queryCheck } from './check.ts';
import { carries } from './support/result.ts';
import { shapeOf } from './support/shape.ts';
import { both } from './support/words.ts';

export const ratioSelf = queryCheck({
  code: 'ratio-self',
  severity: 'error',
  summary: 'A share that divides every series by itself is always 1, however bad things are.',
  remediation:
    'Aggregate the label that tells part and whole apart away on both sides: `sum by (node) (x{state="ready"}) / sum by (node) (x)`.',
  *check(text) {
    for (const { node } of text.binaries) {
      const { left, right, matching } = node;
      if (node.op !== '/' || shapeOf(left) !== shapeOf(right)) continue;
      const [part, whole] = [onlySelector(left), onlySelector(right)];
      if (!part || !whole) continue;
      const labels = narrowedBy(part, whole);
      if (!labels) continue;
      const paired = (label: string) =>
        carries(label, left, text) &&
        carries(label, right, text) &&
        (!matching || matching.labels.includes(label) === (matching.keyword === 'on'));
      if (!labels.every(paired)) continue;
      const why = labels.length > 0 ? `: both sides keep ${both(labels)}` : '';
      yield { message: `${part.name} is divided by itself, which is always 1${why}`, place: { offset: node.from } };
    }
  },
});

/** Labels that one side matches and the other does not; undefined when the two sides select something different. */
function narrowedBy(part: SelectorNode, whole: SelectorNode): readonly string[] | undefined {
  const has = (matchers: readonly Matcher[], { label, op, value }: Matcher) =>
    matchers.some((other) => other.label === label && other.op === op && other.value === value);
  const more = part.matchers.filter((matcher) => !has(whole.matchers, matcher));
  const less = whole.matchers.filter((matcher) => !has(part.matchers, matcher));
  return less.length === 0 || more.length === 0
    ? [...new Set([...more, ...less].map(({ label }) => label))]
    : undefined;
}

function onlySelector(node: PromNode): SelectorNode | undefined {
  const found: SelectorNode[] = [];
  walk(node, (part) => {
    if (part.kind === 'selector') found.push(part);
  });
  return found.length === 1 ? found[0] : undefined;
}
