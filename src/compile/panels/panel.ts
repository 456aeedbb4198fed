import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel as SdkPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import type { PanelDefinition, PanelType, Target } from '../../define/panel.ts';
import type { GridPos, Json, JsonObject } from '../../model/dashboard.ts';
import { renderDuration } from '../../promql/duration.ts';
import type { KeptVariables } from '../links.ts';
import { dataLink } from '../links.ts';
import { omit, toPlain } from '../plain.ts';
import { heatmapBuilder, stateTimelineBuilder, timeseriesBuilder } from './chart.ts';
import { fieldOverride, thresholdSteps, valueMappings } from './overrides.ts';
import { barGaugeBuilder, gaugeBuilder, statBuilder, tableBuilder, textBuilder } from './value.ts';

/** The data source every query goes to: whatever the board's variable is set to. */
export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' } as const;

const BUILDERS: Readonly<Record<PanelType, (definition: PanelDefinition) => Builder<SdkPanel>>> = {
  timeseries: timeseriesBuilder,
  stat: statBuilder,
  gauge: gaugeBuilder,
  bargauge: barGaugeBuilder,
  table: tableBuilder,
  heatmap: heatmapBuilder,
  'state-timeline': stateTimelineBuilder,
  text: textBuilder,
};

const INSTANT: readonly PanelType[] = ['stat', 'gauge', 'bargauge', 'table'];

/** How a query of the panel is sent to Prometheus. */
export function targetMode(definition: PanelDefinition, target: Target) {
  const graph = definition.stat?.graph ?? false;
  const instant = target.instant ?? (INSTANT.includes(definition.type) && !graph);
  const format: 'table' | 'heatmap' | 'time_series' =
    definition.type === 'table' ? 'table' : definition.type === 'heatmap' ? 'heatmap' : 'time_series';
  return { instant, format };
}

/** A letter per query: A, B, ... as Grafana would give. */
export function refIdOf(target: Target, index: number): string {
  return target.refId ?? String.fromCharCode(65 + index);
}

export interface PanelPlacement {
  readonly id: number;
  readonly gridPos: GridPos;
  /** Expressions of the targets, rendered. */
  readonly exprs: readonly string[];
  /** Seconds between scrapes: the smallest step that makes sense. */
  readonly scrapeInterval: number;
  readonly kept: KeptVariables;
}

/** The panel as Grafana stores it: the SDK's builder for the type, then what all types share. */
export function panelJson(definition: PanelDefinition, placement: PanelPlacement): JsonObject {
  const built = toPlain(BUILDERS[definition.type](definition).build());
  const targets = definition.targets.map((target, index) =>
    targetJson(definition, target, refIdOf(target, index), placement.exprs[index] ?? ''),
  );
  const { fieldConfig, ...rest } = built as { fieldConfig?: JsonObject };
  const panel = omit(rest as JsonObject, 'transparent', 'repeatDirection', 'targets');
  return {
    ...panel,
    id: placement.id,
    title: definition.title,
    description: definition.description,
    gridPos: { ...placement.gridPos },
    ...(targets.length > 0
      ? { datasource: { ...DATASOURCE }, targets, interval: renderDuration(placement.scrapeInterval) }
      : {}),
    ...(definition.links ? { links: definition.links.map((link) => dataLink(link, placement.kept)) } : {}),
    ...(definition.type === 'text'
      ? {}
      : { fieldConfig: fieldConfigJson(definition, fieldConfig ?? {}, placement.kept) }),
  };
}

function targetJson(definition: PanelDefinition, target: Target, refId: string, expr: string): JsonObject {
  const { instant, format } = targetMode(definition, target);
  const builder = new DataqueryBuilder()
    .expr(expr)
    .refId(refId)
    .format(
      { time_series: PromQueryFormat.TimeSeries, table: PromQueryFormat.Table, heatmap: PromQueryFormat.Heatmap }[
        format
      ],
    )
    .datasource({ ...DATASOURCE });
  if (instant) builder.instant();
  else builder.range();
  if (target.legend !== undefined) builder.legendFormat(target.legend);
  if (target.exemplar) builder.exemplar(true);
  // build() leaves a function on the target (foundation-sdk 0.0.21): only its plain copy goes on
  return { ...toPlain((builder as Builder<Dataquery>).build()), editorMode: 'code' };
}

function fieldConfigJson(definition: PanelDefinition, built: JsonObject, kept: KeptVariables): JsonObject {
  const { unit, decimals, min, max, thresholds, mappings, noValue } = definition;
  const { defaults } = built as { defaults?: JsonObject };
  const set = (key: string, value: Json | undefined) => (value === undefined ? {} : { [key]: value });
  const byThreshold = thresholds !== undefined && definition.type !== 'timeseries';
  return {
    defaults: {
      ...defaults,
      ...set('unit', unit),
      ...set('decimals', decimals),
      ...set('min', min),
      ...set('max', max),
      ...set('noValue', noValue),
      ...set('mappings', mappings && valueMappings(mappings)),
      thresholds: thresholdSteps(thresholds ?? [{ color: 'text' }]),
      color: { mode: byThreshold ? 'thresholds' : 'palette-classic' },
    },
    overrides: (definition.overrides ?? []).map((override) => fieldOverride(override, kept)),
  };
}
