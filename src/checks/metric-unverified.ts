import { queryCheck } from './check.ts';
import { both } from './support/words.ts';

export const metricUnverified = queryCheck({
  code: 'metric-unverified',
  severity: 'warning',
  summary: 'Whether the metric is there in a configured minor could not be verified: the panel may be empty on it.',
  remediation:
    'Look for it in `/metrics` of that minor. Use a metric the catalog is sure of, narrow the `minors` of the panel, or suppress this with what you saw.',
  *check({ selectors }) {
    for (const { node, presence } of selectors) {
      const unsure = [...presence].flatMap(([minor, found]) => ('forms' in found && found.unverified ? [minor] : []));
      if (unsure.length === 0) continue;
      const successor = successorOf(presence.values());
      yield {
        message: `whether ${node.name} is there in Cilium ${both(unsure)} could not be verified${successor}`,
        place: { offset: node.from },
      };
    }
  },
});

function successorOf(
  presence: Iterable<{ readonly forms: readonly { readonly fact: { readonly successor?: string } }[] } | object>,
): string {
  for (const found of presence) {
    const successor = 'forms' in found ? found.forms[0]?.fact.successor : undefined;
    if (successor) return `; its successor is ${successor}`;
  }
  return '';
}
