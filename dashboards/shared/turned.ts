import type { Fragment, Promql } from '../../src/define.ts';
import { promql } from '../../src/define.ts';

/**
 * Names the source of answers as their destination. Hubble labels packets, not connections: whoever was asked is the
 * destination of the request and the source of the answer, and the two only match after this.
 * @param query grouped by the labels of the source alone, or series that differ in their destination would collide
 */
export function sourceAsDestination(query: Fragment): Promql {
  return promql`
    label_replace(
      label_replace(${query}, "destination_namespace", "$1", "source_namespace", "(.*)"),
      "destination_workload", "$1", "source_workload", "(.*)"
    )`;
}

/**
 * Names the destination of answers, which is who asked, as their source.
 * @param query grouped by the labels of the destination alone
 */
export function destinationAsSource(query: Fragment): Promql {
  return promql`
    label_replace(
      label_replace(${query}, "source_namespace", "$1", "destination_namespace", "(.*)"),
      "source_workload", "$1", "destination_workload", "(.*)"
    )`;
}
