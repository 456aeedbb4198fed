import type { Incident } from '../model/incident.ts';
import type { Families, Family, Labels, Series } from './series.ts';
import type { Timeline } from './timeline.ts';

/** Where a run stands in real time. */
export interface Told {
  readonly families: Families;
  readonly timeline: Timeline;
}

/**
 * The series of an incident as they would lie in a Prometheus some time after t0, so that it can go on from there.
 * @param now seconds since the epoch, of the last sample
 * @param after seconds since t0 at that time
 */
export function incidentFamilies({ series, step, onset }: Incident, now: number, after: number): Told {
  const end = Math.floor(now / step) * step;
  const count = Math.floor((onset + after) / step) + 1;
  const timeline = { start: end - (count - 1) * step, end, step, onset: end - after };
  const byName = Map.groupBy(
    series.map(({ series: text, values }) => seriesOf(text, valuesIn(values).slice(0, count))),
    ({ name }) => name,
  );
  const families = [...byName].map(([name, all]): [string, Family] => [
    name,
    { name, type: 'gauge', series: () => all },
  ]);
  return { families: new Map(families), timeline };
}

function seriesOf(text: string, values: readonly number[]): Series {
  const [, name = '', labels = ''] = /^([\w:]+)\{(.*)\}$/s.exec(text) ?? [];
  const first = values.findIndex((value) => !Number.isNaN(value));
  return {
    name,
    labels: labelsIn(labels),
    first: first < 0 ? values.length : first,
    values: Float64Array.from(values),
  };
}

function labelsIn(text: string): Labels {
  const pairs = [...text.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)];
  return Object.fromEntries(pairs.map(([, label = '', value = '""']) => [label, JSON.parse(value) as string]));
}

/** promtool's notation as samples; NaN where there is none. */
function valuesIn(notation: string): readonly number[] {
  return notation.split(' ').flatMap((part) => {
    const [, none] = /^_x(\d+)$/.exec(part) ?? [];
    if (none !== undefined) return Array.from({ length: Number(none) }, () => Number.NaN);
    const [, start, sign, pace, more] = /^(-?[\d.e+-]+?)([+-])([\d.e-]+)x(\d+)$/.exec(part) ?? [];
    if (start === undefined) return [part === 'stale' || part === '_' ? Number.NaN : Number(part)];
    const by = Number(pace) * (sign === '-' ? -1 : 1);
    return Array.from({ length: Number(more) + 1 }, (_, index) => Number(start) + by * index);
  });
}
