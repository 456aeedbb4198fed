import type { Fragment, Promql } from '../../promql/promql.ts';
import { promql, recorded } from '../../promql/promql.ts';
import { RECORDS, ratioRecord } from './names.ts';
import { raw } from './text.ts';
import type { Window } from './tiers.ts';

const DAY = 86_400;
const HOUR = 3600;
/** Seconds between two readings of the five-minute events. */
const STEP = 300;

export type Labels = Readonly<Record<string, string>>;

/** True for windows whose ratio is a rate over the scraped series; longer ones are made of records. */
export const isRaw = ({ seconds }: Window): boolean => seconds <= HOUR;

/**
 * A recorded rate over a window, as a range. Up to a day every evaluation is read. Beyond, five-minute rates at
 * five-minute steps: they lie side by side and so hold the same events in a tenth of the samples.
 */
function stage(name: string, { text, seconds }: Window, labels: Labels): Promql {
  const rate = recorded(name, labels);
  return seconds < DAY ? promql`${rate}[${raw(text)}]` : promql`${rate}[${raw(text)}:5m]`;
}

/** Recorded rates of a window added up: for ratios of two of them. */
export const added = (name: string, window: Window, labels: Labels): Promql =>
  promql`sum_over_time(${stage(name, window, labels)})`;

/** How many events there were in a window, whatever the evaluation interval. */
export const counted = (name: string, { text }: Window, labels: Labels): Promql =>
  promql`sum_over_time(${recorded(name, labels)}[${raw(text)}:5m]) * ${STEP}`;

/** Seconds of a window for which there are records. */
export const covered = ({ text }: Window, labels: Labels): Promql =>
  promql`count_over_time(${recorded(RECORDS.events, labels)}[${raw(text)}:5m]) * ${STEP}`;

/** Groups that had events before the short window began: a short window alone is no history to burn. */
export const settled = ({ text }: Window, labels: Labels): Promql =>
  promql`last_over_time(${recorded(RECORDS.events, labels)}[${raw(text)}] offset ${raw(text)})`;

/** Groups with events in the last day. */
export const seenToday = (labels: Labels): Promql => promql`last_over_time(${recorded(RECORDS.events, labels)}[1d])`;

export const ratioOf = (window: Window, labels: Labels): Fragment => recorded(ratioRecord(window.text), labels);
