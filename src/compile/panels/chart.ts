import * as common from '@grafana/grafana-foundation-sdk/common';
import {
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
} from '@grafana/grafana-foundation-sdk/common';
import {
  PanelBuilder as HeatmapBuilder,
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapTooltipBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { PanelDefinition } from '../../define/panel.ts';

const legend = (table: boolean) => {
  const builder = new common.VizLegendOptionsBuilder().showLegend(true);
  return table
    ? builder
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Right)
        .calcs(['mean', 'max', 'lastNotNull'])
    : builder.displayMode(LegendDisplayMode.List).placement(LegendPlacement.Bottom).calcs([]);
};

const tooltip = () => new common.VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending);

/** Of ratios that are all 0 Grafana makes an axis up to 10000 %; one up to 1 % shows that nothing is there. */
const FLAT_RATIO = 0.01;
/** Of counts that are all 0 it makes one up to 100. */
const FLAT_COUNT = 1;

/** Lines over time. Gaps stay gaps: a scrape that failed must not look like a value. */
export function timeseriesBuilder({
  timeseries: options = { title: '', description: '' },
  unit,
  max,
}: PanelDefinition): TimeseriesBuilder {
  const stacking = options.stacked ? StackingMode.Normal : StackingMode.None;
  const builder = new TimeseriesBuilder()
    .legend(legend(options.legendTable ?? false))
    .tooltip(tooltip())
    .drawStyle(options.bars ? common.GraphDrawStyle.Bars : common.GraphDrawStyle.Line)
    .lineWidth(options.bars ? 0 : 1)
    .fillOpacity(options.fill ?? (options.stacked ? 40 : options.bars ? 80 : 0))
    .showPoints(VisibilityMode.Never)
    .stacking(new common.StackingConfigBuilder().mode(stacking).group('A'));
  if (options.min !== undefined) builder.axisSoftMin(options.min);
  if (max === undefined && !options.logScale) {
    if (unit === 'percentunit') builder.axisSoftMax(FLAT_RATIO);
    if (unit === 'short' && options.min === 0) builder.axisSoftMax(FLAT_COUNT);
  }
  if (options.logScale) {
    builder.scaleDistribution(new common.ScaleDistributionConfigBuilder().type(common.ScaleDistribution.Log).log(10));
  }
  if (options.thresholdStyle) {
    const modes = {
      line: common.GraphThresholdsStyleMode.Line,
      area: common.GraphThresholdsStyleMode.Area,
      dashed: common.GraphThresholdsStyleMode.Dashed,
    };
    builder.thresholdsStyle(new common.GraphThresholdsStyleConfigBuilder().mode(modes[options.thresholdStyle]));
  }
  return builder;
}

/** Prometheus buckets over time; the query has format heatmap, so nothing is calculated in the browser. */
export function heatmapBuilder({ unit, heatmap: options }: PanelDefinition): HeatmapBuilder {
  return new HeatmapBuilder()
    .calculate(false)
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme(options?.colorScheme ?? 'Oranges')
        .fill('dark-orange')
        .exponent(0.5)
        .steps(64)
        .reverse(false),
    )
    .cellGap(1)
    .yAxis(new YAxisConfigBuilder().unit(unit ?? 'short').axisPlacement(common.AxisPlacement.Left))
    .tooltip(new HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).showColorScale(true).yHistogram(true))
    .showLegend();
}

export function stateTimelineBuilder(_: PanelDefinition): StateTimelineBuilder {
  return new StateTimelineBuilder()
    .showValue(VisibilityMode.Never)
    .mergeValues(true)
    .rowHeight(0.9)
    .fillOpacity(80)
    .legend(legend(false))
    .tooltip(tooltip());
}
