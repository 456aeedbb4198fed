import type { PromNode } from '../promql/ast.ts';
import { COMPARISONS, unwrap } from '../promql/ast.ts';
import { isScalar } from '../promql/labels.ts';
import { queryCheck } from './check.ts';

export const alertComparison = queryCheck({
  code: 'alert-comparison',
  severity: 'error',
  summary:
    'An alert fires for every series its expression returns: without a comparison it fires whenever the series exist.',
  remediation: 'Compare the value with the limit from which on someone must act, without `bool`.',
  *check({ root }, { query }) {
    if (query.use !== 'alerting' || !root || filters(root)) return;
    const inner = unwrap(root);
    const keeps =
      inner.kind === 'binary' && inner.bool
        ? 'bool keeps every series, so the alert'
        : 'the expression compares nothing, so the alert';
    yield { message: `${keeps} fires as long as the series exist` };
  },
});

/** True when a healthy value makes the result empty. */
function filters(node: PromNode): boolean {
  const inner = unwrap(node);
  switch (inner.kind) {
    case 'binary':
      if (COMPARISONS.has(inner.op)) return !inner.bool;
      if (inner.op === 'unless') return true;
      if (inner.op === 'or') return filters(inner.left) && filters(inner.right);
      return filters(inner.left) || filters(inner.right);
    case 'call':
      // `vector(1)` is an alert that is meant to fire always
      return (
        inner.fn.startsWith('absent') ||
        inner.fn === 'vector' ||
        inner.args.some((arg) => !isScalar(arg) && filters(arg))
      );
    case 'aggregate':
    case 'matrix':
    case 'subquery':
      return filters(inner.of);
    default:
      return false;
  }
}
