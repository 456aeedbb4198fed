import { UNBOUNDED } from '../catalog/unbounded.ts';
import { isBounded } from '../promql/bounded.ts';
import { labelsOfResult } from '../promql/labels.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { both } from './support/words.ts';

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
