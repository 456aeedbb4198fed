import { walk } from '../promql/ast.ts';
import { SELECTING } from '../promql/labels.ts';
import { queryCheck } from './check.ts';
import { RATES } from './support/reading.ts';

export const rateAfterSum = queryCheck({
  code: 'rate-after-sum',
  severity: 'error',
  summary:
    'rate() of a sum sees the restart of one process as a fall of the whole sum, and reports a huge jump instead of nothing.',
  remediation: 'Take the rate of every series first, then sum: `sum(rate(x[$__rate_interval]))`.',
  *check({ calls }) {
    for (const { node } of calls) {
      const [subquery] = node.args;
      if (!RATES.has(node.fn) || subquery?.kind !== 'subquery') continue;
      let inner: string | undefined;
      walk(subquery.of, (part) => {
        if (part.kind === 'aggregate' && !SELECTING.has(part.op)) inner ??= `${part.op}()`;
        if (part.kind === 'call' && RATES.has(part.fn)) inner ??= `${part.fn}()`;
      });
      if (inner) {
        yield {
          message: `${node.fn}() over ${inner}: take the rate of each series first`,
          place: { offset: node.from },
        };
      }
    }
  },
});
