import type { MetricType } from '../catalog/facts.ts';
import type { Families, Labels, Series } from './series.ts';
import type { Timeline } from './timeline.ts';
import { sampleCount } from './timeline.ts';

/** One line of real output. */
export interface SamplePoint {
  readonly name: string;
  readonly labels: Labels;
  /** Undefined where the source did not keep it, or shows quantiles instead of buckets. */
  readonly value?: number;
  /** Type by the `# TYPE` line, where there is one. */
  readonly type?: MetricType;
}

/** What one process exposed. */
export interface Sample {
  /** Text after `# --- next target:`; the first of a file has none. */
  readonly title?: string;
  readonly points: readonly SamplePoint[];
}

const SEPARATOR = '# --- next target:';

/** Parses Prometheus text exposition. Several targets in one file are separated by `# --- next target: ...`. */
export function parseExposition(text: string): readonly Sample[] {
  return text.split(`\n${SEPARATOR}`).map((part, index) => {
    const [head = '', ...rest] = part.split('\n');
    const lines = index === 0 ? [head, ...rest] : rest;
    const types = new Map<string, MetricType>();
    const points = lines.flatMap((line): SamplePoint[] => {
      const [, family = '', type] = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line) ?? [];
      if (type) types.set(family, type as MetricType);
      if (line.startsWith('#') || line.trim() === '') return [];
      const [, name = '', labels = '', value = ''] = /^([\w:]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === '') throw new Error(`no line of an exposition: ${line}`);
      const found = types.get(name) ?? types.get(name.replace(/_(bucket|sum|count)$/, ''));
      return [{ name, labels: parseLabels(labels), value: Number(value), ...(found ? { type: found } : {}) }];
    });
    return index === 0 ? { points } : { title: head.trim(), points };
  });
}

/**
 * Parses the table of `cilium-dbg metrics list`: name, labels as `k=v` with spaces between, value, separated by tabs.
 * Histograms show quantiles there (`0s / 0s / 0s`) and so have no value; neither have rows whose value was not kept.
 */
export function parseMetricsList(text: string): Sample {
  const rows = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return {
    points: rows.map((line) => {
      const [name = '', labels = '', value = ''] = line.split('\t');
      // values may hold spaces ("Unsupported L3 protocol"): a label begins where a name and = follow
      const pairs = [...labels.matchAll(/(\w+)=(.*?)(?=\s\w+=|$)/g)].map(([, label = '', text = '']) => [label, text]);
      const number = value.trim() === '' ? Number.NaN : Number(value);
      return { name, labels: Object.fromEntries(pairs) as Labels, ...(Number.isNaN(number) ? {} : { value: number }) };
    }),
  };
}

function parseLabels(text: string): Labels {
  const pairs = text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g);
  return Object.fromEntries(
    [...pairs].map(([, label = '', value = '']) => [
      label,
      value.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char)),
    ]),
  );
}

/** A sample, and the target whose labels its series get. */
export interface ScrapedSample {
  readonly points: readonly SamplePoint[];
  readonly targetLabels: Labels;
  /** Type of a family whose sample says none. */
  typeOf(name: string): MetricType | undefined;
}

/**
 * Real output as a Prometheus that scrapes it would hold it. A sample is one scrape and has no past, so the past is
 * made up: counters and histograms have grown evenly from nine tenths of what they show to exactly that, gauges have
 * not moved. A value that was not kept counts as 1. Names, labels and the last values are real; rates are not.
 */
export function sampleFamilies(samples: readonly ScrapedSample[], timeline: Timeline): Families {
  const families = new Map<string, { type: MetricType; series: Series[] }>();
  for (const { points, targetLabels, typeOf } of samples) {
    for (const { name, labels, value = 1, type: own } of points) {
      const type = own ?? typeOf(name) ?? 'gauge';
      const family = type === 'histogram' || type === 'summary' ? name.replace(/_(bucket|sum|count)$/, '') : name;
      const entry = families.get(family) ?? { type, series: [] };
      families.set(family, entry);
      // honorLabels: what the process says of itself wins
      entry.series.push({
        name,
        labels: { ...targetLabels, ...labels },
        first: 0,
        values: past(value, type, timeline),
      });
    }
  }
  return new Map([...families].map(([name, { type, series }]) => [name, { name, type, series: () => series }]));
}

function past(value: number, type: MetricType, timeline: Timeline): Float64Array {
  const samples = sampleCount(timeline);
  const grows = type === 'counter' || type === 'histogram';
  return Float64Array.from({ length: samples }, (_, index) => {
    if (!grows) return value;
    const then = value * (0.9 + (0.1 * index) / Math.max(1, samples - 1));
    return index === samples - 1 ? value : Number.isInteger(value) ? Math.floor(then) : then;
  });
}
