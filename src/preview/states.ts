import type { SeriesField } from './frames.ts';

/** A stretch of time in which a series has one value. */
export interface StateSpan {
  readonly from: number;
  readonly to: number;
  readonly value: number | null;
}

/** Equal values after each other become one span. @param step seconds the last value lasts */
export function spansOf({ times, values }: SeriesField, step: number): readonly StateSpan[] {
  const spans: { from: number; to: number; value: number | null }[] = [];
  for (const [index, time] of times.entries()) {
    const value = values[index] ?? null;
    const last = spans.at(-1);
    if (last && last.value === value) last.to = time + step;
    else spans.push({ from: time, to: time + step, value });
  }
  return spans;
}
