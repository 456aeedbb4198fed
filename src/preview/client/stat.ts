import { objectOf, textOf } from '../board.ts';
import { faded } from '../colors.ts';
import type { Shown } from '../display.ts';
import { rangeOf, shown } from '../display.ts';
import type { FieldConfig } from '../field.ts';
import { fieldConfigOf } from '../field.ts';
import type { SeriesField } from '../frames.ts';
import { seriesOf } from '../frames.ts';
import { reduced } from '../reducers.ts';
import { formattedText } from '../units.ts';
import type { PanelSight, Renderer } from './context.ts';
import { nowOfPage, themeNow } from './context.ts';
import { element, styled, svgElement } from './dom.ts';

/** One value of a panel that shows values: a series reduced to a number. */
export interface StatValue {
  readonly name: string;
  readonly value: number | undefined;
  readonly shown: Shown;
  readonly config: FieldConfig;
  /** Least and greatest of all values of the panel. */
  readonly range: readonly [number, number];
  readonly field?: SeriesField;
}

/** Values of a stat, gauge or bar gauge. A panel without series has one value: none. */
export function statValues({ panel, results }: Required<PanelSight>): readonly StatValue[] {
  const calcs = objectOf(panel.options['reduceOptions'])['calcs'];
  const calc = Array.isArray(calcs) ? String(calcs[0]) : 'lastNotNull';
  const fields = seriesOf(panel, results);
  const reductions = fields.map((field) => ({ field, value: reduced(field.values, calc) }));
  const range = rangeOf(reductions.map(({ value }) => value));
  const showing = (index: number) => ({ theme: themeNow(), index, range, now: nowOfPage() });
  if (fields.length === 0) {
    const config = fieldConfigOf(panel.fieldConfig, { name: '', refId: '', kind: 'number' });
    return [{ name: '', value: undefined, shown: shown(undefined, config, showing(0)), config, range }];
  }
  return reductions.map(({ field, value }) => {
    const { name, config, index } = field;
    return { name, value, shown: shown(value, config, showing(index)), config, range, field };
  });
}

export function statSummary(values: readonly StatValue[]): string {
  return values.map(({ name, shown: value }) => [name, formattedText(value)].filter(Boolean).join(': ')).join('; ');
}

/** Big numbers, with colour and course where the panel asks for them. */
export const drawStat: Renderer = (place, sight) => {
  const { options } = sight.panel;
  const values = statValues(sight);
  const mode = textOf(options['textMode']) || 'auto';
  const named = mode === 'value_and_name' || mode === 'name' || (mode === 'auto' && values.length > 1);
  const longest = Math.max(...values.map(({ shown: value }) => formattedText(value).length), 3);
  const blocks = values.map((one) => {
    const { prefix = '', text, suffix = '', color } = one.shown;
    const value = element(
      'span',
      { class: 'stat-value' },
      prefix && element('small', {}, prefix),
      mode === 'name' ? one.name : text,
      mode !== 'name' && suffix && element('small', {}, suffix),
    );
    const colorMode = textOf(options['colorMode']) || 'value';
    const line = colorMode.startsWith('background') ? '#ffffff' : color;
    const course = options['graphMode'] === 'area' && one.field ? sparkline(one.field, line) : undefined;
    const block = element(
      'div',
      { class: 'stat' },
      named && mode !== 'name' && element('span', { class: 'stat-name' }, one.name),
      mode !== 'none' && value,
      course,
    );
    return paint(block, value, colorMode, one);
  });
  const direction = directionOf(textOf(options['orientation']), place);
  place.append(
    styled(element('div', { class: `stats stats-${direction}` }, ...blocks), { '--length': String(longest) }),
  );
  return { summary: statSummary(values) };
};

function directionOf(orientation: string, place: HTMLElement): 'row' | 'column' {
  if (orientation === 'horizontal') return 'column';
  if (orientation === 'vertical') return 'row';
  return place.clientWidth >= place.clientHeight ? 'row' : 'column';
}

function paint(block: HTMLElement, value: HTMLElement, mode: string, { shown: { color } }: StatValue): HTMLElement {
  if (mode.startsWith('background')) {
    block.classList.add('stat-filled');
    return styled(block, { 'background-color': color });
  }
  if (mode !== 'none') styled(value, { color });
  return block;
}

/** The course of a series, without axes. */
export function sparkline({ values, times }: SeriesField, color: string): SVGElement | undefined {
  const points = values.flatMap((value, index) => (value === null ? [] : [{ x: times[index] ?? 0, y: value }]));
  if (points.length < 2) return undefined;
  const [low, high] = rangeOf(points.map(({ y }) => y));
  const [from, to] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 1];
  const at = ({ x, y }: { x: number; y: number }) =>
    `${((x - from) / (to - from || 1)) * 100} ${30 - ((y - low) / (high - low || 1)) * 26}`;
  const line = `M ${points.map(at).join(' L ')}`;
  return svgElement(
    'svg',
    { class: 'sparkline', viewBox: '0 0 100 32', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svgElement('path', { d: `${line} L 100 32 L 0 32 Z`, fill: faded(color, 0.2) }),
    svgElement('path', {
      d: line,
      fill: 'none',
      stroke: color,
      'stroke-width': 1,
      'vector-effect': 'non-scaling-stroke',
    }),
  );
}
