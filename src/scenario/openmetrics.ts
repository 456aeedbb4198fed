import { closeSync, openSync, writeSync } from 'node:fs';
import type { MetricType } from '../catalog/facts.ts';
import type { Family, Labels, Series } from './series.ts';
import type { Timeline } from './timeline.ts';

const FLUSH = 1 << 20;

export interface Written {
  readonly series: number;
  readonly samples: number;
}

/** A file that families are written to, one after the other. */
export interface OpenMetricsFile {
  readonly path: string;
  /** Writes all series of a family; how many series and samples the file now holds. */
  add(family: Family): Written;
  close(): void;
}

/**
 * Opens a file of OpenMetrics text that `promtool tsdb create-blocks-from openmetrics` takes. Each series comes with all
 * its timestamps, so that nothing has to be held but one series.
 */
export function openMetricsFile(path: string, timeline: Timeline): OpenMetricsFile {
  const descriptor = openSync(path, 'w');
  const stamps = stampsOf(timeline);
  const written = { series: 0, samples: 0 };
  let text = '';
  const flush = () => {
    writeSync(descriptor, text);
    text = '';
  };
  return {
    path,
    add({ name, type, series }) {
      text += typeLine(name, type);
      for (const one of series()) {
        written.series++;
        written.samples += stamps.length - one.first;
        text += renderSeries(one, stamps);
        if (text.length > FLUSH) flush();
      }
      return { ...written };
    },
    close() {
      text += '# EOF\n';
      flush();
      closeSync(descriptor);
    },
  };
}

/** ` 1700000000\n` for every sample. */
function stampsOf({ start, end, step }: Timeline): readonly string[] {
  return Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, i) => ` ${start + i * step}\n`);
}

/**
 * OpenMetrics wants counters to end in `_total` and names the family without it. Counters of Cilium and Envoy that do
 * not are `unknown`: their values are the same. So is every family whose bare name another family has.
 */
export function typeLine(name: string, type: MetricType): string {
  if (type === 'counter') {
    return name.endsWith('_total') ? `# TYPE ${name.slice(0, -'_total'.length)} counter\n` : `# TYPE ${name} unknown\n`;
  }
  return `# TYPE ${name} ${type}\n`;
}

export function renderSeries({ name, labels, first, values }: Series, stamps: readonly string[]): string {
  const head = `${name}${renderLabels(labels)} `;
  let text = '';
  for (let i = first; i < stamps.length; i++) {
    const value = values[i] ?? 0;
    // no sample: its target was away
    if (!Number.isNaN(value)) text += head + renderNumber(value) + (stamps[i] ?? '');
  }
  return text;
}

export function renderLabels(labels: Labels): string {
  const parts: string[] = [];
  for (const label in labels) {
    const value = labels[label];
    // an empty value is the same as no label (prometheus.io/docs/concepts/data_model)
    if (value) parts.push(`${label}="${escapeLabel(value)}"`);
  }
  return parts.length > 0 ? `{${parts.join(',')}}` : '';
}

export function escapeLabel(value: string): string {
  return /[\\"\n]/.test(value) ? value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n') : value;
}

/** Six decimals of large numbers, six digits of small ones: no one reads more, and text is what takes time. */
function renderNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return String(Math.abs(value) >= 1 ? Math.round(value * 1e6) / 1e6 : Number(value.toPrecision(6)));
}
