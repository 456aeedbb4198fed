import { objectOf, textOf } from '../board.ts';
import { colorNamed, faded } from '../colors.ts';
import { shownText } from '../display.ts';
import type { FieldConfig } from '../field.ts';
import { fieldConfigOf } from '../field.ts';
import type { SeriesField } from '../frames.ts';
import { seriesOf } from '../frames.ts';
import { scaleKey, scaleOf, valueAxis } from './chart-axes.ts';
import { legendOf, summaryOf } from './chart-legend.ts';
import { tooltip } from './chart-tooltip.ts';
import type { Renderer } from './context.ts';
import { nowOfPage, themeNow } from './context.ts';
import { plotFrame, plotIn, timeAxis } from './plot.ts';
import type { StyledSeries } from './series-styles.ts';
import { drawnValues, plotSeries, styledSeries } from './series-styles.ts';

/** Lines, areas, bars and points over time. */
export const drawTimeseries: Renderer = (place, { panel, results }) => {
  const fields = seriesOf(panel, results).filter(
    ({ config: { custom } }) => objectOf(custom['hideFrom'])['viz'] !== true && custom['hidden'] !== true,
  );
  const keys = [...new Set(fields.map(({ config }) => scaleKey(config)))];
  const series = fields.map((field) => styledSeries(field, `y${keys.indexOf(scaleKey(field.config))}`));
  const configs = keys.map((key) => axisConfig(fields.find(({ config }) => scaleKey(config) === key)?.config));
  const { data, bands } = stacked(series);
  const { chart, legend } = plotFrame(place, objectOf(panel.options['legend'])['placement'] === 'right');
  const defaults = fieldConfigOf(panel.fieldConfig, { name: '', refId: '', kind: 'number' });
  const { plot, resize, destroy } = plotIn(
    chart,
    {
      padding: [8, keys.length > 1 ? 0 : 16, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 6 }, drag: { x: true, y: false } },
      scales: {
        x: { time: true },
        ...Object.fromEntries(configs.flatMap((config, index) => (config ? [[`y${index}`, scaleOf(config)]] : []))),
      },
      axes: [
        timeAxis(),
        ...configs.flatMap((config, index) => (config ? [valueAxis(`y${index}`, config, index)] : [])),
      ],
      series: [{}, ...series.map(plotSeries)],
      bands,
      plugins: [tooltip((index) => rowsAt(series, index))],
      hooks: {
        drawClear: [(drawn) => drawThresholds(drawn, defaults, 'areas')],
        draw: [(drawn) => drawThresholds(drawn, defaults, 'lines')],
      },
    },
    data,
  );
  const list = legendOf(panel, series, (visible) => {
    for (const index of series.keys()) plot.setSeries(index + 1, { show: visible(index) });
  });
  if (list) legend.append(list);
  else legend.remove();
  resize();
  return { summary: summaryOf(fields), resize, destroy };
};

/** Shares of a stack are percent, whatever they are shares of. */
function axisConfig(config: FieldConfig | undefined): FieldConfig | undefined {
  if (config === undefined || objectOf(config.custom['stacking'])['mode'] !== 'percent') return config;
  return { ...config, unit: 'percentunit', custom: { ...config.custom, axisSoftMin: 0, axisSoftMax: 1 } };
}

/** Values on one list of times; what is stacked stands on what came before it, and bands fill between the two. */
function stacked(series: readonly StyledSeries[]): { data: uPlot.AlignedData; bands: uPlot.Band[] } {
  const times = [...new Set(series.flatMap(({ field }) => field.times))].toSorted((a, b) => a - b);
  const aligned = series.map(({ field }) => onTimes(times, field));
  const totals = new Map<string, (number | null)[]>();
  for (const [index, { stack }] of series.entries()) {
    const values = aligned[index] ?? [];
    totals.set(
      stack,
      values.map((value, at) => (totals.get(stack)?.[at] ?? 0) + (value ?? 0)),
    );
  }
  const top = new Map<string, { values: (number | null)[]; index: number }>();
  const bands: uPlot.Band[] = [];
  const rows = series.map(({ stack, percent }, index) => {
    const values = aligned[index] ?? [];
    if (stack === 'none') return values;
    const below = top.get(stack);
    const total = totals.get(stack) ?? [];
    const own = percent ? values.map((value, at) => (value ?? 0) / (total[at] || 1)) : values;
    const sum = own.map((value, at) => (value ?? 0) + (below?.values[at] ?? 0));
    if (below) bands.push({ series: [index + 1, below.index] });
    top.set(stack, { values: sum, index: index + 1 });
    return sum;
  });
  return { data: [times, ...rows] as uPlot.AlignedData, bands };
}

function onTimes(times: readonly number[], field: SeriesField): (number | null)[] {
  const values = drawnValues(field);
  const byTime = new Map(field.times.map((time, index) => [time, values[index] ?? null]));
  return times.map((time) => byTime.get(time) ?? null);
}

function rowsAt(series: readonly StyledSeries[], index: number) {
  return series.flatMap(({ field, color }) => {
    const value = field.values[index];
    if (value === null || value === undefined) return [];
    const showing = { theme: themeNow(), index: field.index, range: [0, 100] as const, now: nowOfPage() };
    return [{ name: field.name, color, text: shownText(value, field.config, showing), value }];
  });
}

/** Thresholds as the panel asks for them: lines, dashes, areas. */
function drawThresholds(plot: uPlot, { custom, thresholds }: FieldConfig, part: 'areas' | 'lines'): void {
  const mode = textOf(objectOf(custom['thresholdsStyle'])['mode']) || 'off';
  if (mode === 'off' || (part === 'areas' ? !mode.includes('area') : mode === 'area')) return;
  const { ctx, bbox } = plot;
  const at = (value: number) => Math.min(bbox.top + bbox.height, Math.max(bbox.top, plot.valToPos(value, 'y0', true)));
  const bounds = [plot.scales['y0']?.min ?? 0, plot.scales['y0']?.max ?? 1] as const;
  ctx.save();
  for (const [index, { value = bounds[0], color }] of thresholds.steps.entries()) {
    const named = colorNamed(color, themeNow());
    const upper = thresholds.steps[index + 1]?.value ?? bounds[1];
    if (part === 'areas') {
      ctx.fillStyle = faded(named, 0.12);
      ctx.fillRect(bbox.left, at(upper), bbox.width, at(value) - at(upper));
    } else if (index > 0 && value > bounds[0] && value < bounds[1]) {
      ctx.strokeStyle = named;
      ctx.lineWidth = 1.5 * devicePixelRatio;
      ctx.setLineDash(mode.startsWith('dashed') ? [8 * devicePixelRatio, 6 * devicePixelRatio] : []);
      ctx.beginPath();
      ctx.moveTo(bbox.left, at(value));
      ctx.lineTo(bbox.left + bbox.width, at(value));
      ctx.stroke();
    }
  }
  ctx.restore();
}
