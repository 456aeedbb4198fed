import { numberOf, objectOf, textOf } from '../board.ts';
import type { HeatCells } from '../buckets.ts';
import { bucketsOf, calculatedBuckets } from '../buckets.ts';
import { mixed } from '../colors.ts';
import { rangeOf } from '../display.ts';
import { seriesOf } from '../frames.ts';
import { formatTick, formattedText, formatValue } from '../units.ts';
import { tooltip } from './chart-tooltip.ts';
import type { Renderer } from './context.ts';
import { themeNow } from './context.ts';
import { element, styled } from './dom.ts';
import { axisLook, plotFrame, plotIn, timeAxis, widthFor } from './plot.ts';

/** From few to many, on a light and on a dark ground. */
const RAMP = { light: ['#fff4e5', '#ff9830', '#8a2d00'], dark: ['#3a1a00', '#fa6400', '#ffe9c7'] } as const;

/** Cells of buckets over time: the darker (on black: the lighter), the more. */
export const drawHeatmap: Renderer = (place, { panel, results }) => {
  const fields = seriesOf(panel, results);
  const cells = panel.options['calculate'] === true ? calculatedBuckets(fields) : bucketsOf(fields);
  if (!cells) {
    place.append(element('p', { class: 'nothing' }, 'No data'));
    return { summary: 'No data' };
  }
  const unit = textOf(objectOf(panel.options['yAxis'])['unit']) || fields[0]?.config.unit;
  const decimals = numberOf(objectOf(panel.options['yAxis'])['decimals']);
  const least = numberOf(objectOf(panel.options['filterValues'])['le']) ?? 0;
  const range = rangeOf(cells.counts.flat().filter((count) => count !== null && count > least));
  const bound = (index: number) => boundText(index < 0 ? cells.lowest : (cells.bounds[index] ?? 0), unit, decimals);
  const rows = cells.bounds.length;
  // what is counted here are values, whatever their unit
  const countUnit = panel.options['calculate'] === true ? undefined : fields[0]?.config.unit;
  const { chart, legend } = plotFrame(place, false);
  const { resize, destroy } = plotIn(
    chart,
    {
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false } },
      scales: { x: { time: true }, y: { range: [0, rows] } },
      axes: [
        timeAxis(),
        {
          ...axisLook(),
          size: (_, labels) => widthFor(labels),
          splits: (plot) => everySo(rows, plot.bbox.height / devicePixelRatio),
          values: (_, splits) => splits.map((split) => bound(split - 1)),
        },
      ],
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: { drawAxes: [(plot) => drawCells(plot, cells, range, least)] },
      plugins: [
        tooltip((at) =>
          cells.counts.flatMap((counts, index) => {
            const count = counts[at] ?? 0;
            if (count <= least) return [];
            const text = formattedText(formatValue(count, countUnit));
            const name = `${bound(index - 1)} to ${bound(index)}`;
            return [{ name, color: heatColor(count, range), text, value: count }];
          }),
        ),
      ],
    },
    [cells.times.slice(), cells.times.map(() => 0)],
  );
  legend.append(scaleLegend(range, countUnit));
  resize();
  return { summary: `Heatmap of ${rows} buckets from ${bound(-1)} to ${bound(rows - 1)}`, resize, destroy };
};

const boundText = (bound: number, unit: string | undefined, decimals: number | undefined) =>
  Number.isFinite(bound) ? formatTick(bound, unit ?? 'none', Math.abs(bound) || 1, decimals) : '+Inf';

/** Edges of buckets to name: all, or as many as there is room for. */
function everySo(rows: number, height: number): number[] {
  const every = Math.max(1, Math.ceil((rows * 18) / height));
  return Array.from({ length: Math.floor(rows / every) + 1 }, (_, index) => index * every);
}

function heatColor(count: number, [low, high]: readonly [number, number]): string {
  // the square root lets rare buckets be seen beside frequent ones
  const share = Math.sqrt((count - low) / (high - low || 1));
  const [few, some, many] = RAMP[themeNow()];
  return share < 0.5 ? mixed(few, some, share * 2) : mixed(some, many, share * 2 - 1);
}

function drawCells(plot: uPlot, { times, counts }: HeatCells, range: readonly [number, number], least: number): void {
  const { ctx } = plot;
  const step = (times[1] ?? 0) - (times[0] ?? 0) || 60;
  ctx.save();
  ctx.beginPath();
  ctx.rect(plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height);
  ctx.clip();
  for (const [row, line] of counts.entries()) {
    const [top, bottom] = [plot.valToPos(row + 1, 'y', true), plot.valToPos(row, 'y', true)];
    for (const [at, count] of line.entries()) {
      if (count === null || count <= least) continue;
      const time = times[at] ?? 0;
      const [left, right] = [plot.valToPos(time - step / 2, 'x', true), plot.valToPos(time + step / 2, 'x', true)];
      ctx.fillStyle = heatColor(count, range);
      ctx.fillRect(left, top, Math.max(1, right - left - 1), Math.max(1, bottom - top - 1));
    }
  }
  ctx.restore();
}

function scaleLegend([low, high]: readonly [number, number], unit: string | undefined): HTMLElement {
  const [few, some, many] = RAMP[themeNow()];
  const ramp = element('span', { class: 'ramp', 'aria-hidden': 'true' });
  styled(ramp, { 'background-image': `linear-gradient(to right, ${few}, ${some}, ${many})` });
  const text = (value: number) => formattedText(formatValue(value, unit));
  return element('div', { class: 'legend-list' }, text(low), ramp, text(high));
}
