import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import * as common from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as GaugeBuilder } from '@grafana/grafana-foundation-sdk/gauge';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TextBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';
import type { PanelDefinition, StatOptions } from '../../define/panel.ts';

const reduced = (calc: string) => new common.ReduceDataOptionsBuilder().values(false).calcs([calc]).fields('');

const TEXT_MODES: Readonly<Record<NonNullable<StatOptions['textMode']>, common.BigValueTextMode>> = {
  value: common.BigValueTextMode.Value,
  name: common.BigValueTextMode.Name,
  value_and_name: common.BigValueTextMode.ValueAndName,
};

export function statBuilder({ stat: options, thresholds }: PanelDefinition): StatBuilder {
  const coloured = options?.background ? common.BigValueColorMode.Background : common.BigValueColorMode.Value;
  return new StatBuilder()
    .graphMode(options?.graph ? common.BigValueGraphMode.Area : common.BigValueGraphMode.None)
    .colorMode(thresholds ? coloured : common.BigValueColorMode.None)
    .justifyMode(common.BigValueJustifyMode.Auto)
    .textMode(options?.textMode ? TEXT_MODES[options.textMode] : common.BigValueTextMode.Auto)
    .wideLayout(true)
    .reduceOptions(reduced(options?.reduce ?? 'lastNotNull'));
}

export function gaugeBuilder(_: PanelDefinition): GaugeBuilder {
  return new GaugeBuilder().showThresholdMarkers(true).showThresholdLabels(false).reduceOptions(reduced('lastNotNull'));
}

/** Rankings: one horizontal bar per series. Sized and named by us: one bar alone would fill the panel and lose its name. */
export function barGaugeBuilder(_: PanelDefinition): BarGaugeBuilder {
  return new BarGaugeBuilder()
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Gradient)
    .valueMode(common.BarGaugeValueMode.Color)
    .showUnfilled(true)
    .sizing(common.BarGaugeSizing.Manual)
    .maxVizHeight(40)
    .displayName('${__series.name}')
    .reduceOptions(reduced('lastNotNull'));
}

/**
 * Instant queries merged into one row per label set. Only the named columns are kept, in the order they are written,
 * so a label that a query happens to carry never appears by itself.
 */
export function tableBuilder({ table: options, targets }: PanelDefinition): TableBuilder {
  // the letter is only in the name where there are several (grafana-prometheus, result_transformer.ts)
  const nameOf = (column: string) => (targets.length === 1 ? column.replace(/^Value #.*/, 'Value') : column);
  const columns = Object.entries(options?.columns ?? {}).map(([name, heading]) => [nameOf(name), heading] as const);
  const names = columns.map(([name]) => name);
  const builder = new TableBuilder()
    .showHeader(true)
    .cellHeight(common.TableCellHeight.Sm)
    // Grafana's 150 pixels cut the last columns off a table that shares its line with another panel
    .minWidth(80)
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({ id: 'filterFieldsByName', options: { include: { names } } })
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: {},
        indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
        renameByName: Object.fromEntries(columns),
      },
    });
  if (options?.sortBy) {
    builder.sortBy([
      new common.TableSortByFieldStateBuilder()
        .displayName(options.sortBy.column)
        .desc(options.sortBy.descending ?? false),
    ]);
  }
  return builder;
}

export function textBuilder({ content }: PanelDefinition): TextBuilder {
  return new TextBuilder().mode(TextMode.Markdown).content(content ?? '');
}
