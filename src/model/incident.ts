import type { Noise } from '../settings/rules.ts';

/** One input series of a promtool test. */
export interface InputSeries {
  /** `name{label="value"}`. */
  readonly series: string;
  /** promtool's notation of values: prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series */
  readonly values: string;
}

/** Something that must hold at the end of an incident, as an expression over what fired. */
export interface IncidentCheck {
  /** What it is about, in words: `CiliumAgentDown fires within 10m`. */
  readonly claim: string;
  readonly expr: string;
  /** `true`: the expression gives 1. `nothing`: it gives no series. */
  readonly holds: 'true' | 'nothing';
  /** About every alert of the pack, and so only meaningful when all series are there. */
  readonly ofAll?: true;
}

/**
 * An incident ready for promtool: the series its alerts read on one timeline, and what must hold at its end. Times in
 * seconds.
 */
export interface Incident {
  readonly name: string;
  readonly title: string;
  readonly evidence: string;
  readonly contradiction?: string;
  readonly file: string;
  readonly line: number;
  readonly step: number;
  /** t0. */
  readonly onset: number;
  readonly end: number;
  readonly series: readonly InputSeries[];
  readonly checks: readonly IncidentCheck[];
  /** Alerts it expects, and those it names as silent. */
  readonly expects: readonly string[];
  readonly silences: readonly string[];
  /** Noise the settings must declare: not true of the project's own rules, so not for its users to run. */
  readonly noise: readonly Noise[];
}
