import type { MetricForm } from '../catalog/facts.ts';
import type { Labels, Series } from './series.ts';
import type { Signal } from './signal.ts';
import { meanOf, shareBelow } from './signal.ts';
import type { Course, Waves } from './waves.ts';
import { eventsOf, firstSample, valuesOf } from './waves.ts';

/** Where and how a course is written down as series. */
export interface Exposing {
  readonly form: MetricForm;
  /** Labels of the target and of the series itself. */
  readonly labels: Labels;
  readonly waves: Waves;
  readonly seed: number;
  /** Identity of the series. */
  readonly key: string;
}

/** The series one row makes: one, or the buckets, sum and count of a histogram. */
export function* expose(course: Course, at: Exposing): Generator<Series> {
  const { form, labels, waves, seed, key } = at;
  if (form.type === 'histogram' || form.type === 'summary') {
    yield* exposeDistribution(course, at);
    return;
  }
  yield { name: form.name, labels, first: firstSample(course, waves), values: valuesOf(course, waves, seed, key) };
}

const QUANTILES = [0, 0.25, 0.5, 0.75, 1];

function* exposeDistribution(course: Course, { form, labels, waves, seed, key }: Exposing): Generator<Series> {
  const parts = [
    ...part(course.healthy, waves, seed, key, 0),
    ...part(course.fault, waves, seed, `${key}/fault`, waves.onset),
  ];
  const first = firstSample(course, waves);
  const total = (weight: (part: Part) => number, round: boolean) => {
    const values = new Float64Array(waves.samples);
    const weights = parts.map(weight);
    for (let i = first; i < values.length; i++) {
      let value = 0;
      for (let p = 0; p < parts.length; p++) {
        const counted = parts[p]?.events[i] ?? 0;
        const weight = weights[p] ?? 0;
        // a share of whole observations: no bucket ever grows by more than the count does
        value += round ? Math.floor(Math.floor(counted) * weight) : counted * weight;
      }
      values[i] = value;
    }
    return values;
  };
  if (form.type === 'summary') {
    for (const quantile of QUANTILES) {
      const value = (parts[0]?.median ?? 0) * (0.5 + quantile);
      const values = new Float64Array(waves.samples).fill(value);
      yield { name: form.name, labels: { ...labels, quantile: String(quantile) }, first, values };
    }
  } else {
    for (const bound of form.buckets) {
      const values = total(({ median, spread }) => shareBelow(bound, median, spread), true);
      yield { name: `${form.name}_bucket`, labels: { ...labels, le: boundText(bound, form) }, first, values };
    }
    yield { name: `${form.name}_bucket`, labels: { ...labels, le: '+Inf' }, first, values: total(() => 1, true) };
  }
  yield {
    name: `${form.name}_sum`,
    labels,
    first,
    values: total(({ median, spread }) => meanOf(median, spread), false),
  };
  yield { name: `${form.name}_count`, labels, first, values: total(() => 1, true) };
}

interface Part {
  readonly events: Float64Array;
  readonly median: number;
  readonly spread: number;
}

function part(signal: Signal | undefined, waves: Waves, seed: number, key: string, from: number): readonly Part[] {
  if (signal?.kind !== 'histogram') return [];
  return [{ events: eventsOf(signal, waves, seed, key, from), median: signal.median, spread: signal.spread }];
}

/** A bucket bound as its program writes it: Go turns to an exponent below 1e-4 and from 1e6 (as %g), Envoy never does. */
export function boundText(bound: number, { component }: Pick<MetricForm, 'component'>): string {
  const exponent = Math.floor(Math.log10(Math.abs(bound)) + 1e-9);
  if (component === 'envoy' || bound === 0 || (exponent >= -4 && exponent < 6)) return String(bound);
  const mantissa = Number((bound / 10 ** exponent).toPrecision(12));
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}
