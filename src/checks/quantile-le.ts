import type { AggregateNode, CallNode, PromNode } from '../promql/ast.ts';
import { walk } from '../promql/ast.ts';
import { labelsOfResult, SELECTING } from '../promql/labels.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { subjectAt } from './support/result.ts';

export const quantileLe = queryCheck({
  code: 'quantile-le',
  severity: 'error',
  summary:
    'histogram_quantile() needs the buckets of a histogram, each with its `le`: without them it answers nothing.',
  remediation:
    'Write `histogram_quantile(0.99, sum by (le) (rate(x_bucket[...])))`, with any further label beside `le`.',
  *check(text) {
    for (const { node } of text.calls) {
      const buckets = node.fn === 'histogram_quantile' ? node.args[1] : undefined;
      const message = buckets && (notBuckets(buckets, text) ?? withoutLe(node, buckets) ?? merged(buckets));
      if (message) yield { message, place: { offset: node.from } };
    }
  },
});

function notBuckets(buckets: PromNode, text: QueryText): string | undefined {
  let found: string | undefined;
  walk(buckets, (node) => {
    const subject = node.kind === 'selector' ? subjectAt(text, node) : undefined;
    if (!subject?.form || subject.series?.suffix === '_bucket') return;
    const { form } = subject;
    found ??=
      form.type === 'histogram'
        ? `histogram_quantile() of ${subject.node.name}: use ${form.name}_bucket`
        : `histogram_quantile() of ${subject.node.name}, which is a ${form.type} and no histogram`;
  });
  return found;
}

function withoutLe(call: CallNode, buckets: PromNode): string | undefined {
  const labels = labelsOfResult(buckets);
  if (labels.closed ? labels.labels.has('le') : !labels.dropped.has('le')) return undefined;
  const kept = [...labels.labels];
  const grouping = labels.closed ? `: group by (${['le', ...kept].join(', ')})` : '';
  return `${call.fn}() of buckets that have lost their le${grouping}`;
}

/** Bucket counts may be summed (or averaged, which is the same up to a factor), nothing else. */
function merged(buckets: PromNode): string | undefined {
  let found: AggregateNode | undefined;
  walk(buckets, (node) => {
    if (node.kind === 'aggregate' && !SELECTING.has(node.op) && !['sum', 'avg'].includes(node.op)) found ??= node;
  });
  return found && `histogram_quantile() of the ${found.op} of buckets: sum them`;
}
