import type { Fragment, Promql } from '../../promql/promql.ts';
import { promql, recorded, verbatim } from '../../promql/promql.ts';
import { RECORDS, ratioRecord } from './names.ts';
import type { Window } from './tiers.ts';

const DAY = 86_400;
const HOUR = 3600;
/** Seconds between two readings of the five-minute events. */
const STEP = 300;

/** What an SLO counts: the rate that is recorded, and the five-minute events made of it. */
const COUNTS = {
  events: { rate: RECORDS.events, increase: RECORDS.events5m },
  bad: { rate: RECORDS.badEvents, increase: RECORDS.badEvents5m },
} as const;

export type Counted = keyof typeof COUNTS;

export type Labels = Readonly<Record<string, string>>;

/** True for windows whose ratio is a rate over the scraped series; longer ones are made of records. */
export const isRaw = ({ seconds }: Window): boolean => seconds <= HOUR;

/**
 * The events of five minutes. Prometheus 3 leaves the left end of a range out, so five-minute rates side by side miss
 * what happened between them (a tenth of all at 30 s); the mean of the rates of all evaluations misses nothing. A
 * second short of five minutes, because Prometheus 2 would count the evaluation at the left end twice.
 */
export const increase = (of: Counted, labels: Labels): Promql =>
  promql`avg_over_time(${recorded(COUNTS[of].rate, labels)}[4m59s]) * ${STEP}`;

/**
 * Recorded events of a window added up, in whatever unit: for ratios of two of them. Up to a day every evaluation is
 * read. Beyond, the events of five minutes at five-minute steps: the same events in a tenth of the samples.
 */
export const added = (of: Counted, window: Window, labels: Labels): Promql =>
  window.seconds < DAY
    ? promql`sum_over_time(${recorded(COUNTS[of].rate, labels)}[${verbatim(window.text)}])`
    : counted(of, window, labels);

/** How many events there were in a window. */
export const counted = (of: Counted, { text, seconds }: Window, labels: Labels): Promql => {
  const events = recorded(COUNTS[of].increase, labels);
  return seconds <= STEP ? promql`${events}` : promql`sum_over_time(${events}[${verbatim(text)}:5m])`;
};

/** Seconds of a window for which there are records. */
export const covered = ({ text }: Window, labels: Labels): Promql =>
  promql`count_over_time(${recorded(RECORDS.events5m, labels)}[${verbatim(text)}:1h]) * ${HOUR}`;

/** Groups that had events before the short window began: a short window alone is no history to burn. */
export const settled = ({ text }: Window, labels: Labels): Promql =>
  promql`last_over_time(${recorded(RECORDS.events, labels)}[${verbatim(text)}] offset ${verbatim(text)})`;

/** Groups with events in the last day. */
export const seenToday = (labels: Labels): Promql => promql`last_over_time(${recorded(RECORDS.events, labels)}[1d])`;

export const ratioOf = (window: Window, labels: Labels): Fragment => recorded(ratioRecord(window.text), labels);
