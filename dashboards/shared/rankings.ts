import type { Fragment, Promql } from '../../src/define.ts';
import { promql } from '../../src/define.ts';

/** The ten largest series: more lines than that nobody tells apart. */
export function topTen(query: Fragment): Promql {
  return promql`topk(10, ${query})`;
}

/** Rows of a table, by its first column of values. */
export function tableRows(query: Fragment): Promql {
  return promql`topk(20, ${query})`;
}

/** A further column for the rows of a table; both group by the same labels. */
export function amongRows(query: Fragment, rows: Fragment): Promql {
  return promql`${query} and ${tableRows(rows)}`;
}

/** The query, with 0 for label sets that only `whole` has: counters do not exist before their first event. */
export function orZeroEach(query: Fragment, whole: Fragment): Promql {
  return promql`(${query} or ${whole} * 0)`;
}

/**
 * Share of `part` in `whole` per label set: 0 where the part never happened, nothing where the whole stands still. Both
 * group by the same labels.
 */
export function shareEach(part: Fragment, whole: Fragment): Promql {
  return promql`${orZeroEach(part, whole)} / (${whole} > 0)`;
}

/**
 * What was asked and not answered, per second and label set. Answers of the same moment are not always answers to the
 * same requests, so small values come and go; below zero means nothing and is cut off.
 */
export function unanswered(asked: Fragment, answered: Fragment): Promql {
  return promql`clamp_min(${asked} - ${orZeroEach(answered, asked)}, 0)`;
}
