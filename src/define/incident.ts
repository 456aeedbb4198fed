import type { PodComponent } from '../catalog/pods.ts';
import type { SeriesName, TargetLabel } from '../promql/promql.ts';
import type { Noise } from '../settings/rules.ts';
import type { BuildContext, MatchersOf } from './context.ts';
import type { Origin } from './origin.ts';
import { callerOrigin } from './origin.ts';
import type { Urgency } from './rules.ts';

/** What a series does for a while. Counters move by `perSecond`; gauges hold `value` or move to `to` in a line. */
export interface Phase {
  /** Prometheus duration. Left out: until the end. */
  readonly for?: string;
  readonly perSecond?: number;
  /** Counter: jumps to this. Gauge: the value at the beginning of the phase. */
  readonly value?: number;
  /** Gauge: the value at the end of the phase. */
  readonly to?: number;
  /** No sample: `gone` with the target (a stale marker), or a `gap` in which scrapes fail. */
  readonly absent?: 'gone' | 'gap';
  /** The rate or value of the phase before t0, times this. */
  readonly times?: number;
}

/** Which target exposes a series: instance, pod and job follow from it. */
export interface Target {
  /** `n07`. Left out: a component that runs once. */
  readonly node?: string;
  /** Default: the component the catalog names for the series. */
  readonly component?: PodComponent;
  /** Default `prod-a`. */
  readonly cluster?: string;
  /** Target labels that differ, such as the pod's name after a rollout or another job. */
  readonly labels?: Partial<Record<TargetLabel, string>>;
}

/** A series with its life before and after t0. */
export interface SeriesPlan {
  readonly kind: 'series';
  readonly series: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly target: Target;
  /** Until t0, the last phase to the end of it. */
  readonly before: readonly Phase[];
  /** From t0 on. Left out: as before. */
  readonly after?: readonly Phase[];
}

/** What happens to series the baseline has: those whose name and labels all fit the patterns (RE2-like, anchored). */
export interface SeriesChange {
  readonly kind: 'change';
  readonly series: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly after: readonly Phase[];
}

export type Move = SeriesPlan | SeriesChange;

type Values<S extends SeriesName> = {
  readonly [L in keyof MatchersOf<S>]?: Extract<MatchersOf<S>[L], string>;
};

interface Life {
  /** Life until t0. A number: counters count so many per second, gauges hold it. `absent`: born at t0. */
  readonly before: number | 'absent' | readonly Phase[];
  readonly after?: number | readonly Phase[];
}

/** A counter: numbers are per second. Its value at the start of the history is a million seconds' worth, unless told. */
export function counterSeries<S extends SeriesName>(
  series: S,
  labels: Values<S>,
  target: Target,
  life: Life,
): SeriesPlan {
  const phases = (of: Life['before']): readonly Phase[] =>
    of === 'absent' ? [{ absent: 'gone' }] : typeof of === 'number' ? [{ perSecond: of }] : of;
  return plan(series, labels as Readonly<Record<string, string>>, target, life, phases);
}

/** A gauge: numbers are values. */
export function gaugeSeries<S extends SeriesName>(
  series: S,
  labels: Values<S>,
  target: Target,
  life: Life,
): SeriesPlan {
  const phases = (of: Life['before']): readonly Phase[] =>
    of === 'absent' ? [{ absent: 'gone' }] : typeof of === 'number' ? [{ value: of }] : of;
  return plan(series, labels as Readonly<Record<string, string>>, target, life, phases);
}

function plan(
  series: string,
  labels: Readonly<Record<string, string>>,
  target: Target,
  { before, after }: Life,
  phases: (of: Life['before']) => readonly Phase[],
): SeriesPlan {
  return {
    kind: 'series',
    series,
    labels,
    target,
    before: phases(before),
    ...(after === undefined ? {} : { after: phases(after) }),
  };
}

/**
 * Changes every baseline series that fits: `change('hubble_dns_.*', { source_namespace: 'shop' }, [{ absent: 'gone' }])`.
 * `component`, `node` and `cluster` are those of the target, however the settings label it.
 */
export function change(
  series: string,
  labels: Readonly<Record<string, string>>,
  after: readonly Phase[],
): SeriesChange {
  return { kind: 'change', series, labels, after };
}

/** Label -> the value, or any of several. */
export type LabelChoice = Readonly<Record<string, string | readonly string[]>>;

/** Series of an alert: the name, and labels that narrow it down. */
export interface AlertChoice {
  readonly alert: string;
  readonly severity?: Urgency;
  readonly labels?: LabelChoice;
}

/** An alert that must fire. Whatever else of that alert fires, with other labels, fails the incident. */
export interface Expectation extends AlertChoice {
  /** Prometheus duration after t0 by which it fires first. */
  readonly within: string;
  /** Not before this. Default `0s`: what fires in the clean history fails anyway. */
  readonly notBefore?: string;
  /** How many series of it fire at any time. Default: at least one. */
  readonly count?: number;
  /** It no longer fires at the end. */
  readonly clears?: boolean;
}

/** An alert that must never fire, from the first sample to the end. */
export type Silence = AlertChoice;

export interface IncidentOptions {
  /** kebab-case, unique: `s08-routing-broken-on-one-node`. */
  readonly name: string;
  readonly title: string;
  /** Threads or analysis it comes from. */
  readonly evidence: string;
  /** What is there before t0, and goes on: `referenceCluster` or `smallCluster` of `rules/incidents/baseline`. */
  baseline(context: BuildContext): readonly SeriesPlan[];
  /** Clean history before t0. Default `6h`. */
  readonly history?: string;
  /** How long it is watched after t0. */
  readonly lasts: string;
  /** Distance of samples and of evaluations. Default `1m`. */
  readonly step?: string;
  /** Noise declared in the settings while it happens. */
  readonly noise?: readonly Noise[];
  /** What happens at t0. A plan of a series the baseline has, labels and all, takes its place. */
  moves(context: BuildContext): readonly Move[];
  readonly expect: readonly Expectation[];
  readonly silent: readonly Silence[];
  /** More alerts that may page, because the incident explains them. Every other page fails it. */
  readonly explains?: readonly string[];
  /** One of several clusters is hit: left out where no label tells clusters apart. */
  readonly acrossClusters?: boolean;
  /** A contradiction in the source of the incident, and what is built instead. */
  readonly contradiction?: string;
}

export interface IncidentDefinition extends IncidentOptions {
  readonly origin: Origin;
}

/** Defines an incident: what moves, what must fire, what must stay silent. Proven with the whole pack loaded. */
export function incident(options: IncidentOptions): IncidentDefinition {
  return { ...options, origin: callerOrigin() };
}
