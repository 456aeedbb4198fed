import type { PromNode } from '../promql/ast.ts';
import { unwrap } from '../promql/ast.ts';
import { labelsOfResult } from '../promql/labels.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { both } from './support/words.ts';

/** Labels with a value per pod, address, name or port: thousands in a large cluster. */
const UNBOUNDED: ReadonlySet<string> = new Set([
  'source_ip',
  'destination_ip',
  'source_pod',
  'destination_pod',
  'identity',
  'query',
  'port',
]);

/** `path` is bounded for the agent's own API, and holds node and pod names for calls to Kubernetes (cilium#20810). */
const UNBOUNDED_PATHS = /^cilium_k8s_client_/;

export const cardinality = queryCheck({
  code: 'cardinality',
  severity: 'warning',
  summary: 'A series per pod, address or name is thousands of lines: slow to load, and nobody can read them.',
  remediation: 'Group by workload or namespace, or keep the largest with `topk(10, ...)`.',
  *check(text, { query }) {
    if (!text.root || query.use === 'alerting' || query.use === 'variable' || isBounded(text.root)) return;
    const set = labelsOfResult(text.root);
    const many = set.closed ? [...set.labels].filter((label) => isUnbounded(label, text)) : [];
    if (many.length > 0)
      yield { message: `a series per ${both(many)}: keep the largest with topk(), or group by less` };
  },
});

function isUnbounded(label: string, { selectors }: QueryText): boolean {
  const fixed =
    selectors.length > 0 &&
    selectors.every(({ node }) => node.matchers.some((one) => one.label === label && one.op === '='));
  if (fixed) return false;
  return (
    UNBOUNDED.has(label) || (label === 'path' && selectors.some(({ node }) => UNBOUNDED_PATHS.test(node.name ?? '')))
  );
}

/** Only so many series come out, whatever the labels. */
function isBounded(node: PromNode): boolean {
  const inner = unwrap(node);
  if (inner.kind === 'aggregate') return ['topk', 'bottomk', 'limitk'].includes(inner.op);
  if (inner.kind === 'call') return inner.args.some(isBounded);
  if (inner.kind !== 'binary') return false;
  // set operators only take away from the left, and a pair needs both
  return inner.op === 'or'
    ? isBounded(inner.left) && isBounded(inner.right)
    : isBounded(inner.left) || isBounded(inner.right);
}
