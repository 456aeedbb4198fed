/** The public authoring API: what `dashboards/`, `rules/` and `ciliascope.config.ts` import. */

export { CONNTRACK_MAPS, EVICTING_MAPS, NAT_MAPS } from './catalog/maps.ts';
export { agentReasons, hubbleReasons } from './catalog/reasons.ts';
export type { DropClass } from './catalog/vocabularies.ts';
export { LOSS_CLASSES } from './catalog/vocabularies.ts';
export { ofEveryComponent } from './define/components.ts';
export type { BuildContext, MatchersOf, VariableDefinition } from './define/context.ts';
export { leftOut, shown, topic } from './define/coverage.ts';
export type {
  AnnotationDefinition,
  DashboardContent,
  DashboardDefinition,
  DashboardOptions,
} from './define/dashboard.ts';
export { defineDashboard } from './define/dashboard.ts';
export type {
  AlertChoice,
  Expectation,
  IncidentDefinition,
  IncidentOptions,
  Move,
  Phase,
  SeriesChange,
  SeriesPlan,
  Silence,
  Target as IncidentTarget,
} from './define/incident.ts';
export { change, counterSeries, gaugeSeries, incident } from './define/incident.ts';
export { labelled } from './define/labelled.ts';
export type {
  FieldOverride,
  PanelDefinition,
  PanelLink,
  PanelOptions,
  RowDefinition,
  StatOptions,
  Target,
  ThresholdStep,
  ValueMapping,
} from './define/panel.ts';
export { barGauge, gauge, heatmap, row, stat, stateTimeline, table, text, timeseries } from './define/panel.ts';
export type { RateDefinition } from './define/rates.ts';
export { defineRates, rateOf } from './define/rates.ts';
export type { RuleContext } from './define/rule-context.ts';
export type {
  AlertDefinition,
  AlertOptions,
  BoardLink,
  Cause,
  RecordDefinition,
  RecordOptions,
  RuleGroupContent,
  RuleSetDefinition,
  RuleSetOptions,
  Urgency,
} from './define/rules.ts';
export { alert, defineRules, record } from './define/rules.ts';
export type {
  Events,
  GaugeSli,
  LatencySli,
  RatioSli,
  Sli,
  SloContent,
  SloDefinition,
  SloOptions,
  TimesliceSli,
} from './define/slo.ts';
export { defineSlo } from './define/slo.ts';
export { labelVariable, recordedVariable } from './define/variable.ts';
export type { WindowPreset, WindowTier } from './define/windows.ts';
export type { Coverage, Insight, Omission } from './model/coverage.ts';
export type { SloFacts, SloTier } from './model/slo.ts';
export { matching, not, notMatching } from './promql/matchers.ts';
export type { Fragment, Grouping, LabelOf, Promql, Selector, SeriesName, TargetLabel } from './promql/promql.ts';
export { by, on, perMinor, promql, rateEach, recorded, verbatim } from './promql/promql.ts';

import type { UserSettings } from './settings/settings.ts';

/** Types the settings file: `export default defineConfig({ ... })`. */
export function defineConfig(settings: UserSettings): UserSettings {
  return settings;
}
