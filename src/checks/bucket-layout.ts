import { queryCheck } from './check.ts';
import { layoutsOf } from './support/histogram.ts';
import { mergerOf } from './support/result.ts';
import { both } from './support/words.ts';

export const bucketLayout = queryCheck({
  code: 'bucket-layout',
  severity: 'warning',
  summary:
    'Buckets of clusters on different minors do not line up: summed together they give a quantile that no cluster has.',
  remediation: 'Keep the cluster label in the aggregation, so that every cluster is judged by its own buckets.',
  *check(text, _subject, { model }) {
    const { clusterLabel } = model.settings;
    if (!clusterLabel) return;
    for (const subject of text.selectors) {
      const layouts = layoutsOf(subject);
      const minors = new Set(layouts.map(({ minor }) => minor));
      const distinct = new Set(layouts.map(({ edges }) => edges.join()));
      if (minors.size < 2 || distinct.size < 2) continue;
      const inQuantile = subject.ancestors.some((node) => node.kind === 'call' && node.fn === 'histogram_quantile');
      if (!inQuantile || !mergerOf([clusterLabel], subject, text)) continue;
      yield {
        message: `the buckets of ${subject.node.name} differ between Cilium ${both(minors)}: group by ${clusterLabel} too`,
        place: { offset: subject.node.from },
      };
    }
  },
});
