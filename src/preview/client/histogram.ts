import { numberOf } from '../board.ts';
import { histogramOf } from '../buckets.ts';
import { faded } from '../colors.ts';
import { seriesOf } from '../frames.ts';
import { formatTick } from '../units.ts';
import { legendOf } from './chart-legend.ts';
import { tooltip } from './chart-tooltip.ts';
import type { Renderer } from './context.ts';
import { element } from './dom.ts';
import { axisLook, plotFrame, plotIn, widthFor } from './plot.ts';
import { seriesColor } from './series-styles.ts';

/** How often values lie in which bucket, over the whole range of time. */
export const drawHistogram: Renderer = (place, { panel, results }) => {
  const fields = seriesOf(panel, results);
  const [first] = fields;
  if (!first) {
    place.append(element('p', { class: 'nothing' }, 'No data'));
    return { summary: 'No data' };
  }
  const { edges, size, counts } = histogramOf(fields, numberOf(panel.options['bucketSize']));
  const tick = (value: number) => formatTick(value, first.config.unit, size, first.config.decimals);
  const { chart, legend } = plotFrame(place, false);
  const bars = uPlot.paths.bars?.({ size: [1, Number.POSITIVE_INFINITY], align: 1, gap: 1 });
  const { plot, resize, destroy } = plotIn(
    chart,
    {
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: [edges[0] ?? 0, (edges.at(-1) ?? 0) + size] },
        y: { range: (_, __, high) => [0, high * 1.1 || 1] },
      },
      axes: [
        { ...axisLook(), size: 26, gap: 9, values: (_, splits) => splits.map(tick) },
        { ...axisLook(), size: (_, labels) => widthFor(labels) },
      ],
      series: [
        {},
        ...fields.map((field): uPlot.Series => {
          const color = seriesColor(field);
          const opacity = (numberOf(field.config.custom['fillOpacity']) ?? 80) / 100;
          return {
            stroke: color,
            fill: faded(color, opacity),
            width: 1,
            points: { show: false },
            ...(bars ? { paths: bars } : {}),
          };
        }),
      ],
      plugins: [
        tooltip(
          (at) => fields.map((field, index) => countRow(field.name, seriesColor(field), counts[index]?.[at] ?? 0)),
          (at) => `${tick(edges[at] ?? 0)} to ${tick((edges[at] ?? 0) + size)}`,
        ),
      ],
    },
    [edges, ...counts] as uPlot.AlignedData,
  );
  const entries = fields.map((field) => ({ field, color: seriesColor(field) }));
  const list = legendOf(panel, entries, (visible) => {
    for (const index of fields.keys()) plot.setSeries(index + 1, { show: visible(index) });
  });
  if (list) legend.append(list);
  resize();
  return {
    summary: `Histogram of ${edges.length} buckets from ${tick(edges[0] ?? 0)} to ${tick((edges.at(-1) ?? 0) + size)}`,
    resize,
    destroy,
  };
};

const countRow = (name: string, color: string, count: number) => ({ name, color, text: String(count), value: count });
