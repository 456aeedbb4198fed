import { renderDuration } from '../promql/duration.ts';
import { expandVariables, LEAST_SCRAPES } from '../promql/grafana.ts';
import type { QueryRange } from './prometheus-api.ts';

/** What a dashboard looks at: the time range, and what its variables are set to. */
export interface View {
  readonly range: QueryRange;
  /** Seconds between scrapes. */
  readonly scrapeInterval: number;
  /** Variable -> text that takes its place. */
  readonly values: ReadonlyMap<string, string>;
}

/** Pixels of a panel half a dashboard wide: Grafana asks for about as many points. */
export const MAX_DATA_POINTS = 700;

/** Grafana's own rounding of steps (packages/grafana-data, `roundInterval`): up to `[0]` seconds it takes `[1]`. */
const STEPS: readonly (readonly [below: number, step: number])[] = [
  [1.5, 1],
  [3.5, 2],
  [7.5, 5],
  [12.5, 10],
  [17.5, 15],
  [25, 20],
  [45, 30],
  [90, 60],
  [210, 120],
  [450, 300],
  [750, 600],
  [1050, 900],
  [1500, 1200],
  [2700, 1800],
  [5400, 3600],
];

/** The step Grafana would ask for: the range over the pixels, rounded, and never finer than the scrape interval. */
export function stepFor(seconds: number, minInterval: number, maxDataPoints = MAX_DATA_POINTS): number {
  const wanted = seconds / maxDataPoints;
  const rounded = STEPS.find(([below]) => wanted < below)?.[1] ?? 7200;
  return Math.max(rounded, minInterval);
}

/**
 * The expression as Grafana sends it. `$__rate_interval` is the step plus one scrape, at least four scrapes
 * (grafana.com/docs, Prometheus template variables).
 * @returns the expression, or the first variable nobody gave a value
 */
export function expand(
  expr: string,
  { range, scrapeInterval, values }: View,
): { readonly expr: string } | { readonly unknown: string } {
  const seconds = range.end - range.start;
  const builtIn: Readonly<Record<string, string>> = {
    __interval: renderDuration(range.step),
    __interval_ms: String(range.step * 1000),
    __rate_interval: renderDuration(Math.max(range.step + scrapeInterval, LEAST_SCRAPES * scrapeInterval)),
    __range: renderDuration(seconds),
    __range_s: String(seconds),
    __range_ms: String(seconds * 1000),
    __from: String(range.start * 1000),
    __to: String(range.end * 1000),
  };
  let result = '';
  let at = 0;
  for (const { name, from, to } of expandVariables(expr).variables.toSorted((a, b) => a.from - b.from)) {
    const value = builtIn[name] ?? values.get(name);
    if (value === undefined) return { unknown: name };
    result += expr.slice(at, from) + value;
    at = to;
  }
  return { expr: result + expr.slice(at) };
}

/** What a drop-down asks the label index. */
export interface LabelValues {
  readonly selector: string;
  readonly label: string;
}

/** Takes `label_values(selector, label)` apart; undefined when the text is something else. */
export function parseLabelValues(text: string): LabelValues | undefined {
  const match = /^label_values\((.+),\s*([A-Za-z_]\w*)\)$/s.exec(text.trim());
  return match?.[1] && match[2] ? { selector: match[1].trim(), label: match[2] } : undefined;
}
