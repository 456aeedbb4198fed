import type { Component } from '../catalog/facts.ts';
import type { Minor, MinorRange } from '../catalog/minor.ts';
import type { Series } from '../catalog/series.gen.ts';
import type { Suppression } from '../model/query.ts';
import type { SloFacts } from '../model/slo.ts';
import type { MatcherValue, VariableRef } from '../promql/matchers.ts';
import type {
  LabelOf,
  Promql,
  Recorded,
  RecordedFunction,
  Selector,
  SeriesName,
  TargetLabel,
} from '../promql/promql.ts';
import type { AlertLimits } from '../settings/rules.ts';

type ValueOf<S extends SeriesName, L extends string> = L extends keyof Series[S]
  ? Extract<Series[S][L], string>
  : string;

/** Matchers of a series: labels and enumerated values are those of the catalog, anything else does not compile. */
export type MatchersOf<S extends SeriesName> = {
  readonly [L in LabelOf<S>]?: MatcherValue<ValueOf<S, L>>;
};

/** A dashboard variable that offers the values of one label. Use it as a matcher value, or pass it to `metric`. */
export interface VariableDefinition extends VariableRef {
  readonly kind: 'variable';
  /** Label the values come from; passing the variable to `metric` matches this label. */
  readonly values: string;
  /** What the drop-down is called. */
  readonly label: string;
  readonly description: string;
  /** Series whose labels are offered. */
  readonly of: Selector | Recorded;
  /** What `All` expands to. `.*` where the label may be absent or empty, `.+` where it never is. */
  readonly allValue: '.*' | '.+';
  /** The value it begins with; it offers no `All` then. Left out: begins with `All`. */
  readonly initial?: string;
  /** Asked instead of the label index, where it matters when the series were there; its result carries the label. */
  readonly resultOf?: Promql;
  /** May have no value at all: queries mean something else then. */
  readonly mayBeEmpty?: boolean;
  readonly suppress?: readonly Suppression[];
  /** When values are read again: once on load, or with every change of the time range (labels that churn). */
  readonly refresh: 'load' | 'time';
}

/** A counter whose rate a rule records, added up over all labels but some; or a gauge whose changes it records. */
export interface RateFacts {
  readonly series: SeriesName;
  readonly fn: RecordedFunction;
  /** Name of the record. */
  readonly record: string;
  /** Labels the record still has. */
  readonly keeps: readonly string[];
}

/** The only thing content may depend on: no clock, environment, disk or randomness. */
export interface BuildContext {
  /** Configured Cilium minors, oldest first. */
  readonly minors: readonly Minor[];
  /** Label that tells clusters apart; undefined when the settings switch it off. */
  readonly clusterLabel: string | undefined;
  /** Target label that names the node. */
  readonly nodeLabel: TargetLabel;
  /** What identifies a node: cluster (when on) and node label, for groupings. */
  readonly nodeLabels: readonly TargetLabel[];
  /** Legend for a series per node. */
  readonly nodeLegend: string;
  /** Scrape interval in seconds. */
  readonly scrapeInterval: number;
  readonly runbookBase: string;
  /**
   * A selector of a series, with the cluster matcher and the component's selector from the settings.
   * @param variables matched on the label each takes its values from
   */
  metric<S extends SeriesName>(
    series: S,
    matchers?: MatchersOf<S>,
    ...variables: readonly VariableDefinition[]
  ): Selector<S>;
  /** The same for a name that several components share (`go_goroutines`, `up`): picks the component's targets. */
  metricOf<S extends SeriesName>(
    component: Component,
    series: S,
    matchers?: MatchersOf<S>,
    ...variables: readonly VariableDefinition[]
  ): Selector<S>;
  /**
   * A series that a recording rule of ours makes, with the cluster matcher.
   * @param variables matched on the label each takes its values from
   */
  recorded(
    name: string,
    matchers?: Readonly<Record<string, MatcherValue<string>>>,
    ...variables: readonly VariableDefinition[]
  ): Recorded;
  /** Rates that rules of the project record; selectors carry theirs, and `rateEach` reads it. */
  readonly rates: readonly RateFacts[];
  /** The SLOs of the project as the settings have them; boards of a project without any leave out what reads them. */
  readonly slos: readonly SloFacts[];
  /** Budgets of the settings that alerts compare with, and tiles of the same should. */
  readonly limits: AlertLimits;
  /** True when every configured minor lies in the range. */
  within(range: MinorRange): boolean;
  /** True when the settings enable the Hubble handler, and give it every named label or option. */
  hubble(handler: string, ...labelsOrOptions: readonly string[]): boolean;
  /** True when the settings switch on a family that is off by default. */
  switchedOn(family: string): boolean;
  /** True when hubble.metrics.enableOpenMetrics is set, so that exemplars can exist. */
  readonly openMetrics: boolean;
}
