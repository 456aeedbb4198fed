import { queryCheck } from './check.ts';
import { bucketsOfQuantile, edgesAround, layoutsOf } from './support/histogram.ts';
import { both } from './support/words.ts';

export const thresholdEdge = queryCheck({
  code: 'threshold-edge',
  severity: 'warning',
  summary:
    'A quantile is interpolated between bucket edges: a colour that changes between two of them changes by guesswork.',
  remediation: 'Put the threshold on a bucket edge that every configured minor has.',
  *check(text, { query }) {
    const subject = query.thresholds && text.root && bucketsOfQuantile(text.root, text);
    if (!subject) return;
    const layouts = layoutsOf(subject);
    for (const threshold of query.thresholds ?? []) {
      const off = layouts.find(({ edges }) => !edges.includes(threshold));
      if (!off || threshold <= 0) continue;
      const near = both(edgesAround(threshold, off.edges).map(String));
      yield {
        message: `the threshold ${threshold} is no bucket edge of ${subject.node.name} in Cilium ${off.minor}: the edges beside it are ${near}`,
      };
    }
  },
});
