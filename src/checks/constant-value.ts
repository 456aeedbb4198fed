import type { PromNode } from '../promql/ast.ts';
import { unwrap } from '../promql/ast.ts';
import { isScalar } from '../promql/labels.ts';
import { queryCheck } from './check.ts';
import { comparisonWithNumber } from './support/comparison.ts';

/** Info metrics whose value is 0 where others write 1 (pkg/metrics of 1.16 to 1.20). */
const ALWAYS_ZERO: ReadonlySet<string> = new Set(['cilium_version']);
const READING_VALUES: ReadonlySet<string> = new Set(['sum', 'avg', 'max', 'min', 'stddev', 'stdvar', 'quantile']);

export const constantValue = queryCheck({
  code: 'constant-value',
  severity: 'error',
  summary: 'The value of this metric is always 0: whatever is summed, multiplied or compared with it says nothing.',
  remediation: 'Count its series: `count by (version) (cilium_version)`; in a join add 1 to it.',
  *check({ selectors }) {
    for (const { node, ancestors, form } of selectors) {
      if (!form || !ALWAYS_ZERO.has(form.name)) continue;
      const use = firstUse(node, ancestors);
      if (use) yield { message: `${node.name} is always 0, so ${use}: count it`, place: { offset: node.from } };
    }
  },
});

/** What the expression does with the value, going outwards; undefined when it only asks which series there are. */
function firstUse(selector: PromNode, ancestors: readonly PromNode[]): string | undefined {
  let inner = selector;
  for (const node of ancestors.toReversed()) {
    if (node.kind === 'aggregate' && READING_VALUES.has(node.op)) return `${node.op}() is 0`;
    if (node.kind === 'aggregate') return undefined;
    if (node.kind === 'call' && (node.fn.startsWith('absent') || node.fn.startsWith('count_'))) return undefined;
    if (node.kind === 'binary') {
      const compared = comparisonWithNumber(node);
      if (compared)
        return isTrueOfZero(compared.op, compared.value) ? undefined : `${compared.op} ${compared.value} never holds`;
      const other = unwrap(inner) === unwrap(node.left) ? node.right : node.left;
      if (node.op === '*' || node.op === '/') return `${node.op} with it is no use`;
      if (isScalar(other) || !['+', '-'].includes(node.op)) return undefined;
      return `${node.op} with it changes nothing`;
    }
    inner = node;
  }
  return undefined;
}

function isTrueOfZero(op: string, value: number): boolean {
  if (op === '==') return value === 0;
  if (op === '!=') return value !== 0;
  if (op.startsWith('>')) return op === '>' ? value < 0 : value <= 0;
  return op === '<' ? value > 0 : value >= 0;
}
