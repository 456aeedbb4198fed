import type { PromNode } from '../promql/ast.ts';
import { unwrap } from '../promql/ast.ts';
import { queryCheck } from './check.ts';

export const quantileOfAverages = queryCheck({
  code: 'quantile-of-averages',
  severity: 'warning',
  summary:
    'quantile() over averages per pod says how pods compare, not how long requests take: slow requests are averaged away first.',
  remediation: 'Use `histogram_quantile()` over the buckets, or say in the title that it compares pods.',
  *check({ aggregates }) {
    for (const { node } of aggregates) {
      const of = unwrap(node.of);
      if (node.op !== 'quantile' || of.kind !== 'binary' || of.op !== '/') continue;
      if (ends(of.left, '_sum') && ends(of.right, '_count')) {
        yield { message: 'quantile() of averages (_sum / _count)', place: { offset: node.from } };
      }
    }
  },
});

/** The one series a side reads has the suffix. */
function ends(node: PromNode, suffix: string): boolean {
  const inner = unwrap(node);
  if (inner.kind === 'selector') return inner.name?.endsWith(suffix) ?? false;
  if (inner.kind === 'call') return inner.args.some((arg) => ends(arg, suffix));
  return (inner.kind === 'matrix' || inner.kind === 'aggregate') && ends(inner.of, suffix);
}
