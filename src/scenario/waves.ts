import { unitRandom } from './random.ts';
import type { Signal } from './signal.ts';
import type { Timeline } from './timeline.ts';
import { sampleCount } from './timeline.ts';

/** Day wave and minute wave: their amplitudes add up to less than 1, so that no counter ever falls. */
const DAY = { period: 86_400, amplitude: 0.3 };
const MINUTES = { period: 420, amplitude: 0.25 };

/** How long a process has counted before the first sample: three days. */
export const UPTIME = 3 * 86_400;

/** Different ways to go up and down; enough that series do not move in lockstep, few enough to compute once. */
const PHASES = 64;

/** The shared movement of all series of one timeline, computed once. */
export interface Waves {
  readonly timeline: Timeline;
  readonly samples: number;
  /** Index of the first sample at or after the onset of faults. */
  readonly onset: number;
  /** Per phase: seconds of average work done since the first sample; grows strictly. */
  readonly work: readonly Float64Array[];
  /** Per phase: a level from -1 to 1. */
  readonly level: readonly Float64Array[];
}

export function wavesOver(timeline: Timeline): Waves {
  const samples = sampleCount(timeline);
  const onset = Math.max(0, Math.ceil((timeline.onset - timeline.start) / timeline.step));
  const work = Array.from({ length: PHASES }, (_, phase) => workOf(timeline, samples, phase / PHASES));
  const level = Array.from({ length: PHASES }, (_, phase) => levelOf(timeline, samples, phase / PHASES));
  return { timeline, samples, onset, work, level };
}

/** The integral of `1 + day wave + minute wave`: the day has the same phase everywhere, the minutes have not. */
function workOf({ start, step }: Timeline, samples: number, shift: number): Float64Array {
  const integral = ({ period, amplitude }: typeof DAY, t: number, phase: number) => {
    const omega = (2 * Math.PI) / period;
    return (-amplitude / omega) * Math.cos(omega * t + 2 * Math.PI * phase);
  };
  const at = (t: number) => t + integral(DAY, t, 0.6) + integral(MINUTES, t, shift);
  const zero = at(start);
  return Float64Array.from({ length: samples }, (_, i) => at(start + i * step) - zero);
}

function levelOf({ start, step }: Timeline, samples: number, shift: number): Float64Array {
  return Float64Array.from({ length: samples }, (_, i) => {
    const t = (start + i * step) / MINUTES.period;
    return 0.7 * Math.sin(2 * Math.PI * (t + shift)) + 0.3 * Math.sin(2 * Math.PI * (2.7 * t + 3 * shift));
  });
}

/** What a series does over the timeline: a base, and what a fault adds (events) or puts in its place (levels). */
export interface Course {
  readonly healthy?: Signal | undefined;
  readonly fault?: Signal | undefined;
}

/** Index of the first sample a series has: a series that only the fault makes does not exist before it. */
export function firstSample(course: Course, waves: Waves): number {
  return course.healthy ? 0 : waves.onset;
}

/**
 * Values of a counter or gauge at every sample; those before `firstSample` mean nothing.
 * @param key identity of the series: gives its phase and its own size
 */
export function valuesOf(course: Course, waves: Waves, seed: number, key: string): Float64Array {
  const values = new Float64Array(waves.samples);
  if (course.healthy) add(values, course.healthy, waves, seed, key, 0);
  if (course.fault) {
    if (course.fault.kind === 'constant' || course.fault.kind === 'gauge') values.fill(0, waves.onset);
    add(values, course.fault, waves, seed, key, waves.onset);
  }
  return values;
}

/** Adds a signal from sample `from` on. */
function add(values: Float64Array, signal: Signal, waves: Waves, seed: number, key: string, from: number): void {
  const phase = phaseOf(seed, key);
  if (signal.kind === 'constant') {
    for (let i = from; i < values.length; i++) values[i] = (values[i] ?? 0) + signal.value;
    return;
  }
  if (signal.kind === 'gauge') {
    const level = waves.level[phase] ?? new Float64Array();
    for (let i = from; i < values.length; i++) {
      const value = signal.mean + signal.swing * (level[i] ?? 0);
      values[i] = (values[i] ?? 0) + (signal.whole ? Math.round(value) : value);
    }
    return;
  }
  const counted = eventsOf(signal, waves, seed, key, from);
  const whole = signal.kind === 'histogram' || signal.whole;
  for (let i = from; i < values.length; i++) {
    const events = counted[i] ?? 0;
    values[i] = (values[i] ?? 0) + (whole ? Math.floor(events) : events);
  }
}

/** Events counted up to each sample, in fractions. What begins later than the timeline has counted nothing before. */
export function eventsOf(
  signal: Extract<Signal, { perSecond: number }>,
  waves: Waves,
  seed: number,
  key: string,
  from: number,
): Float64Array {
  const work = waves.work[phaseOf(seed, key)] ?? new Float64Array();
  const zero = work[from] ?? 0;
  const before = from > 0 ? 0 : (signal.before ?? signal.perSecond * UPTIME);
  return work.map((done, i) => (i < from ? 0 : before + signal.perSecond * (done - zero)));
}

function phaseOf(seed: number, key: string): number {
  return Math.floor(unitRandom(seed, key) * PHASES);
}
