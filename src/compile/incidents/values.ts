import type { Phase, SeriesPlan } from '../../define/incident.ts';
import { parseDuration } from '../../promql/duration.ts';

/** The clock of an incident, in seconds. */
export interface Clock {
  readonly step: number;
  readonly onset: number;
  readonly end: number;
}

/** Seconds a counter has counted when the history begins: enough for a reset to show. One born later starts at 0. */
const RUNNING = 86_400;

interface State {
  /** Value of the last sample. */
  readonly value: number;
  /** Change of it per second. */
  readonly pace: number;
  readonly there: boolean;
}

/**
 * A plan as promtool writes values: `a+bxN`, `_xN`, `stale`. Samples stand at 0, step, ... end. What a phase does to a
 * gauge shows in the sample at its start; a counter that moves from t0 on shows it one step later.
 * @throws when a duration is none, or a phase follows one without end
 */
export function valuesOf(plan: Pick<SeriesPlan, 'before' | 'after'>, clock: Clock): string {
  const { step, onset, end } = clock;
  const steps = (seconds: number) => Math.round(seconds / step);
  const parts: string[] = [];
  let state: State = { value: Number.NaN, pace: 0, there: false };
  let steady: Phase = {};
  const play = (phases: readonly Phase[], from: number, to: number) => {
    let at = from;
    for (const [index, phase] of phases.entries()) {
      const last = index === phases.length - 1;
      const until = last ? to : Math.min(to, at + steps(lengthOf(phase)));
      if (until <= at) continue;
      const count = until - at;
      state = write(parts, inTermsOf(steady, phase), state, { count, step, age: at === 0 ? RUNNING : step });
      at = until;
    }
  };
  play(plan.before, 0, steps(onset));
  steady = plan.before.at(-1) ?? {};
  play(plan.after ?? [{ times: 1 }], steps(onset), steps(end) + 1);
  return parts.join(' ');
}

/** `times` in terms of the phase before t0. */
function inTermsOf(steady: Phase, phase: Phase): Phase {
  if (phase.times === undefined) return phase;
  const { times } = phase;
  if (steady.absent) return { absent: steady.absent };
  return {
    ...(steady.perSecond === undefined ? {} : { perSecond: steady.perSecond * times }),
    ...(steady.perSecond === undefined ? { value: (steady.to ?? steady.value ?? 0) * times } : {}),
  };
}

/** Samples of one phase, and how long a counter that starts in it has counted before. */
interface Stretch {
  readonly count: number;
  readonly step: number;
  readonly age: number;
}

/** Appends the samples of one phase. */
function write(parts: string[], phase: Phase, state: State, { count, step, age }: Stretch): State {
  if (phase.absent) {
    const marker = phase.absent === 'gone' && state.there ? ['stale'] : [];
    const rest = count - marker.length;
    parts.push(...marker, ...(rest > 0 ? [`_x${rest}`] : []));
    return { ...state, pace: 0, there: state.there && phase.absent === 'gap' };
  }
  if (phase.perSecond !== undefined) {
    const pace = phase.perSecond * step;
    // the first sample of a series that was there counts on from the last one, one that starts anew has run for a while
    const known = !Number.isNaN(state.value);
    const first = phase.value ?? (known ? state.value + (state.there ? state.pace : pace) : phase.perSecond * age);
    parts.push(run(first, pace, count));
    return { value: first + pace * (count - 1), pace, there: true };
  }
  const first = phase.value ?? (Number.isNaN(state.value) ? 0 : state.value);
  const pace = phase.to === undefined || count < 2 ? 0 : (phase.to - first) / (count - 1);
  parts.push(run(first, pace, count));
  return { value: phase.to ?? first, pace: 0, there: true };
}

function run(first: number, pace: number, count: number): string {
  if (count === 1) return number(first);
  return `${number(first)}${pace < 0 ? '-' : '+'}${number(Math.abs(pace))}x${count - 1}`;
}

/** Enough digits for a ratio, without the dust of binary fractions. */
function number(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function lengthOf({ for: length }: Phase): number {
  const seconds = length === undefined ? undefined : parseDuration(length);
  if (seconds === undefined) throw new Error(`"${length ?? ''}" is no duration: every phase but the last needs one`);
  return seconds;
}
