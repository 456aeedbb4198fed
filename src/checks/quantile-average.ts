import type { PromNode } from '../promql/ast.ts';
import { childrenOf } from '../promql/ast.ts';
import { SELECTING } from '../promql/labels.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { subjectAt } from './support/result.ts';

/** The largest and smallest quantile say something true; these do not. */
const MIXING: ReadonlySet<string> = new Set(['avg', 'sum', 'quantile', 'stddev', 'stdvar']);

export const quantileAverage = queryCheck({
  code: 'quantile-average',
  severity: 'error',
  summary:
    'The average or sum of quantiles is the quantile of nothing: a node with one request counts as much as one with a million.',
  remediation:
    'Sum the buckets first: `histogram_quantile(0.99, sum by (le) (rate(x_bucket[...])))`. For the worst node take `max`.',
  *check(text) {
    for (const { node } of text.aggregates) {
      const quantile = MIXING.has(node.op) ? quantileIn(node.of, text) : undefined;
      if (quantile) yield { message: `${node.op}() of ${quantile}`, place: { offset: node.from } };
    }
  },
});

/** What an aggregation is fed: quantiles of a histogram or of a summary, through whatever keeps them quantiles. */
function quantileIn(node: PromNode, text: QueryText): string | undefined {
  if (node.kind === 'call' && node.fn === 'histogram_quantile') return 'histogram_quantile()';
  if (node.kind === 'selector') {
    const subject = subjectAt(text, node);
    const isQuantile = subject?.form?.type === 'summary' && subject.series?.suffix === '';
    return isQuantile ? `${node.name}, whose series are quantiles` : undefined;
  }
  if (node.kind === 'binary' && node.bool) return undefined;
  if (node.kind === 'aggregate' && !SELECTING.has(node.op) && !['max', 'min'].includes(node.op)) return undefined;
  if (node.kind === 'call' && node.fn.startsWith('count')) return undefined;
  for (const child of childrenOf(node)) {
    const found = quantileIn(child, text);
    if (found) return found;
  }
  return undefined;
}
