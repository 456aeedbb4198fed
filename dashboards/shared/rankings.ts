import type { Promql } from '../../src/define.ts';
import { promql } from '../../src/define.ts';
import type { Fragment } from '../../src/promql/promql.ts';

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

/**
 * Share of `part` in `whole` per label set: 0 where the part never happened, nothing where the whole stands still. Both
 * group by the same labels.
 */
export function shareEach(part: Fragment, whole: Fragment): Promql {
  return promql`(${part} or ${whole} * 0) / (${whole} > 0)`;
}

/**
 * What was asked and not answered, per second and label set. Answers of the same moment are not always answers to the
 * same requests, so small values come and go; below zero means nothing and is cut off.
 */
export function unanswered(asked: Fragment, answered: Fragment): Promql {
  return promql`clamp_min(${asked} - (${answered} or ${asked} * 0), 0)`;
}
