import { numberOf, objectOf, textOf } from '../board.ts';
import { faded } from '../colors.ts';
import { colorOf, rangeOf } from '../display.ts';
import type { SeriesField } from '../frames.ts';
import { nowOfPage, themeNow } from './context.ts';

/** How a series is shown, as far as it does not depend on the values beside it. */
export interface StyledSeries {
  readonly field: SeriesField;
  readonly color: string;
  /** `none`, or the name of the stack it belongs to. */
  readonly stack: string;
  readonly percent: boolean;
  readonly scale: string;
}

/** The colour of a whole series: by its last value where thresholds colour it. */
export function seriesColor(field: SeriesField): string {
  const range = rangeOf(field.values);
  const showing = { theme: themeNow(), index: field.index, range, now: nowOfPage() };
  return colorOf(field.values.findLast((value) => value !== null) ?? undefined, field.config, showing);
}

export function styledSeries(field: SeriesField, scale: string): StyledSeries {
  const stacking = objectOf(field.config.custom['stacking']);
  const mode = textOf(stacking['mode']) || 'none';
  return {
    field,
    color: seriesColor(field),
    stack: mode === 'none' ? 'none' : `${scale} ${textOf(stacking['group']) || 'A'}`,
    percent: mode === 'percent',
    scale,
  };
}

/** Values as drawn: turned over where the panel says so. */
export function drawnValues({ config, values }: SeriesField): (number | null)[] {
  const negative = config.custom['transform'] === 'negative-Y';
  return values.map((value) => (value === null || !Number.isFinite(value) ? null : negative ? -value : value));
}

/** Line, bars or points as the panel asks for them. */
export function plotSeries({ field, color, scale, stack }: StyledSeries): uPlot.Series {
  const { custom } = field.config;
  const style = textOf(custom['drawStyle']) || 'line';
  const opacity = (numberOf(custom['fillOpacity']) ?? (style === 'bars' ? 80 : 0)) / 100;
  const dash = objectOf(custom['lineStyle']);
  const spline = { linear: 'linear', smooth: 'spline', stepBefore: 'stepped', stepAfter: 'stepped' } as const;
  const shape = spline[textOf(custom['lineInterpolation']) as keyof typeof spline] ?? 'linear';
  const paths =
    style === 'bars'
      ? uPlot.paths.bars?.({ size: [0.8, 60] })
      : shape === 'stepped'
        ? uPlot.paths.stepped?.({ align: custom['lineInterpolation'] === 'stepBefore' ? -1 : 1 })
        : uPlot.paths[shape]?.();
  const alone = field.values.filter((value) => value !== null).length === 1;
  return {
    label: field.name,
    scale,
    stroke: color,
    width: style === 'points' ? 0 : (numberOf(custom['lineWidth']) ?? 1) * 1.25,
    ...(opacity > 0 || stack !== 'none' ? { fill: faded(color, Math.max(opacity, 0.1)) } : {}),
    ...(dash['fill'] === 'dash' ? { dash: [10, 8] } : dash['fill'] === 'dot' ? { dash: [2, 6] } : {}),
    spanGaps: custom['spanNulls'] === true,
    points: { show: alone || style === 'points' || custom['showPoints'] === 'always', size: 5 },
    ...(paths ? { paths } : {}),
  };
}
