import { implies } from '../catalog/matchers.ts';
import type { BinaryNode, PromNode } from '../promql/ast.ts';
import { renderMatcher } from '../promql/matchers.ts';
import { queryCheck } from './check.ts';
import type { QueryText, SelectorSubject } from './subject.ts';
import { sourcesOf } from './support/result.ts';

export const ratioPart = queryCheck({
  code: 'ratio-part',
  severity: 'error',
  summary:
    'A share whose part is not counted in its whole passes 1, or stays low while all fails: no limit on it means anything.',
  remediation: 'Give the part every matcher of the whole, and more; or divide by all of them.',
  *check(text, { query }) {
    if (query.use !== 'alerting' && query.use !== 'recording') return;
    for (const { node } of text.binaries) {
      const message = node.op === '/' ? faultOf(node, text) : undefined;
      if (message) yield { message, place: { offset: node.from } };
    }
  },
});

function faultOf({ left, right }: BinaryNode, text: QueryText): string | undefined {
  const [whole, ...others] = counted(right, text);
  if (!whole || others.length > 0) return undefined;
  for (const part of counted(left, text)) {
    if (!isSameFamily(part, whole)) continue;
    const wider = whole.node.matchers
      // buckets are cumulative: each is part of those above it
      .filter(({ label }) => label !== 'le')
      .find((matcher) => !part.node.matchers.some((own) => implies(own, matcher)));
    if (!wider) continue;
    const own = part.node.matchers.filter(({ label }) => label === wider.label).map(renderMatcher);
    const has = own.length > 0 ? own.join(', ') : `any ${wider.label}`;
    return `${part.node.name} with ${has} is no part of what it is divided by, which has ${renderMatcher(wider)}`;
  }
  return undefined;
}

/** The selectors whose values make a side; those right of `and` and `unless` only say which series count. */
function counted(side: PromNode, text: QueryText): readonly SelectorSubject[] {
  return sourcesOf(side, text).filter(
    ({ node, ancestors }) =>
      !ancestors.some(
        (one) =>
          one.kind === 'binary' &&
          (one.op === 'and' || one.op === 'unless') &&
          contains(side, one) &&
          contains(one.right, node),
      ),
  );
}

function contains(outer: PromNode, inner: PromNode): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}

/** The same series, or a bucket and the count of its histogram. A sum by a count is a mean, and no share. */
function isSameFamily(part: SelectorSubject, whole: SelectorSubject): boolean {
  if (part.node.name === whole.node.name) return part.node.name !== undefined;
  const [bucket, count] = [part.series, whole.series];
  return bucket?.suffix === '_bucket' && count?.suffix === '_count' && bucket.family === count.family;
}
