import type { ResultSeries, ResultValue, TargetResult } from '../model/results.ts';
import { RANGE_SECONDS } from './ask.ts';
import { expand, stepFor } from './expand.ts';
import type { PrometheusApi } from './prometheus-api.ts';

/** A query of a panel whose values are wanted. */
export interface ResultQuestion {
  readonly refId: string;
  readonly expr: string;
  readonly instant: boolean;
  readonly format: string;
  /** What the variables of its board are set to. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Where and when to look. */
export interface ResultsFrom {
  readonly api: PrometheusApi;
  /** Seconds since the epoch. */
  readonly end: number;
  readonly scrapeInterval: number;
}

/** Points per series: enough for the shape of an hour, and few enough for a page that is sent around. */
const POINTS = 120;
/** Series per query. A legend with more is not read either. Buckets and rows of tables belong together. */
const LINES = 20;
const ROWS = 60;
/** Significant digits: more than a reader compares, less than a double prints. */
const DIGITS = 5;
/** Queries at a time. */
const LANES = 4;

/** The range that is asked for, ending at a whole step. */
export function resultRange({ end, scrapeInterval }: Omit<ResultsFrom, 'api'>) {
  const step = stepFor(RANGE_SECONDS, scrapeInterval, POINTS);
  const last = Math.floor(end / step) * step;
  return { start: last - RANGE_SECONDS, end: last, step };
}

/** Asks queries the way Grafana would, and keeps of the answers what can be looked at. In the order of the questions. */
export async function resultsOf(
  questions: readonly ResultQuestion[],
  from: ResultsFrom,
  onProgress: (done: number) => void = () => undefined,
): Promise<readonly TargetResult[]> {
  const results: TargetResult[] = [];
  const waiting = [...questions.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, question] = next;
      results[index] = await resultOf(question, from);
      onProgress(questions.length - waiting.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
  return results;
}

async function resultOf(question: ResultQuestion, from: ResultsFrom): Promise<TargetResult> {
  const { refId, instant, format } = question;
  const range = resultRange(from);
  const when = instant ? { start: range.end, step: 0 } : { start: range.start, step: range.step };
  const nothing = { refId, ...when, series: [], more: 0 };
  const { scrapeInterval } = from;
  const expanded = expand(question.expr, { range, scrapeInterval, values: question.variables });
  if ('unknown' in expanded) return { ...nothing, error: `no variable $${expanded.unknown} on the dashboard` };
  const answer = await from.api.values(expanded.expr, instant ? range.end : range);
  if ('failure' in answer) return { ...nothing, error: answer.failure };
  const kept = instant || format === 'heatmap' ? answer.slice(0, ROWS) : greatest(answer);
  return { ...nothing, series: kept.map(rounded), more: answer.length - kept.length };
}

/** The series that reach highest, in the order they came in. */
function greatest(series: readonly ResultSeries[]): readonly ResultSeries[] {
  if (series.length <= LINES) return series;
  const heights = series.map(({ values }, index) => ({ index, height: Math.max(...values.map(heightOf)) }));
  const chosen = new Set(
    heights
      .toSorted((a, b) => b.height - a.height)
      .slice(0, LINES)
      .map(({ index }) => index),
  );
  return series.filter((_, index) => chosen.has(index));
}

const heightOf = (value: ResultValue) => (typeof value === 'number' ? value : Number.NEGATIVE_INFINITY);

function rounded({ labels, values }: ResultSeries): ResultSeries {
  return { labels, values: values.map((value) => (typeof value === 'number' ? significant(value) : value)) };
}

/** Whole numbers stay exact as far as they are not large: 123456 seconds are read as a time. */
function significant(value: number): number {
  return Number(value.toPrecision(Number.isInteger(value) ? Math.max(DIGITS, 10) : DIGITS));
}
