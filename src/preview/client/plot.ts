import { element } from './dom.ts';

/** Options of a plot without its size, which is that of its place. */
export type PlotOptions = Omit<uPlot.Options, 'width' | 'height'>;

const FONT = '11px system-ui, sans-serif';

/** A plot that fills a place. */
export function plotIn(place: HTMLElement, options: PlotOptions, data: uPlot.AlignedData) {
  const size = () => ({ width: Math.max(60, place.clientWidth), height: Math.max(40, place.clientHeight) });
  const plot = new uPlot({ ...options, ...size() }, data, place);
  return { plot, resize: () => plot.setSize(size()), destroy: () => plot.destroy() };
}

/** Colours and letters of an axis. */
export function axisLook() {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const grid = { stroke: color('grid'), width: 1 };
  return { stroke: color('text-dim'), grid, ticks: { show: false }, font: FONT, gap: 4 };
}

/** Times of day below a plot; seconds where ticks are closer than a minute. */
export function timeAxis() {
  return {
    ...axisLook(),
    size: 26,
    gap: 9,
    space: 60,
    values: (_: uPlot, splits: number[], __: number, ___: number, increment: number) =>
      splits.map((seconds) => timeOfDay(seconds, increment < 60)),
  };
}

export function timeOfDay(seconds: number, withSeconds = false): string {
  const date = new Date(seconds * 1000);
  const parts = [date.getHours(), date.getMinutes(), ...(withSeconds ? [date.getSeconds()] : [])];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** Width of an axis that its longest label needs. */
export const widthFor = (labels: readonly string[] | null): number =>
  Math.max(28, ...(labels ?? []).map((label) => label.length * 6.2 + 10));

/** A plot and its legend in one place; the plot takes what the legend leaves. */
export function plotFrame(place: HTMLElement, legendOnTheRight: boolean) {
  const chart = element('div', { class: 'chart' });
  const legend = element('div', { class: 'legend' });
  const frame = element('div', { class: legendOnTheRight ? 'plot plot-beside' : 'plot' }, chart, legend);
  place.append(frame);
  return { chart, legend };
}
