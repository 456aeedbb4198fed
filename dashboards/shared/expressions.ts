import type { Fragment, Grouping, LabelOf, Promql, Selector, SeriesName } from '../../src/define.ts';
import { promql, rateEach } from '../../src/define.ts';

type BucketSeries = Extract<SeriesName, `${string}_bucket`>;

/** `sum by (labels) (rate(...))`: the rate per series first, so that a restart of one process is not a dip of all. */
export function sumRate<S extends SeriesName>(of: Selector<S>, ...labels: readonly LabelOf<S>[]): Promql {
  return sum(rateEach(of, labels), labels);
}

/** The query, or 0 where nothing ever happened: counters by reason do not exist before their first event. */
export function orZero(query: Fragment): Promql {
  return promql`(${query} or vector(0))`;
}

/** Rates of several families added up, each 0 where it never counted. */
export function totalRate(...of: readonly Selector[]): Promql {
  return of.map((each) => orZero(sumRate(each))).reduce((sum, each) => promql`${sum} + ${each}`);
}

/** A quantile over every series that shares the labels. Never an average of quantiles. */
export function quantile<S extends BucketSeries>(q: number, of: Selector<S>, ...labels: readonly LabelOf<S>[]): Promql {
  const by = ['le', ...labels];
  const buckets = sum(rateEach(of, by), by);
  return promql`histogram_quantile(${q}, ${buckets})`;
}

/** Mean of a histogram or summary: right whatever the buckets, so also across minors that changed them. */
export function mean<S extends SeriesName>(
  sumSeries: Selector<S>,
  countSeries: Selector<SeriesName>,
  ...labels: readonly LabelOf<S>[]
): Promql {
  return promql`${sum(rateEach(sumSeries, labels), labels)} / ${sum(rateEach(countSeries, labels), labels)}`;
}

/** Share of `part` in `whole`, 0 where the part never happened; no value while the whole stands still. */
export function share(part: Fragment, whole: Fragment): Promql {
  return promql`${orZero(part)} / ${whole}`;
}

function sum(of: Fragment, labels: readonly string[]): Promql {
  const grouping: Grouping = { kind: 'grouping', keyword: 'by', labels };
  return labels.length === 0 ? promql`sum(${of})` : promql`sum ${grouping} (${of})`;
}
