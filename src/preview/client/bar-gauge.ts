import { textOf } from '../board.ts';
import { colorNamed, faded } from '../colors.ts';
import { boundsOf } from '../display.ts';
import { formattedText } from '../units.ts';
import type { Renderer } from './context.ts';
import { themeNow } from './context.ts';
import { element, styled } from './dom.ts';
import type { StatValue } from './stat.ts';
import { statSummary, statValues } from './stat.ts';

/** A bar per value, lying or standing. */
export const drawBarGauge: Renderer = (place, sight) => {
  const { options } = sight.panel;
  const values = statValues(sight);
  const standing = textOf(options['orientation']) === 'vertical';
  const unfilled = options['showUnfilled'] !== false;
  const bars = values.map((value) => {
    const fill = styled(element('div', { class: 'bar-fill' }), {
      '--share': `${shareOf(value) * 100}%`,
      ...look(value, textOf(options['displayMode'])),
    });
    return element(
      'div',
      { class: 'bar' },
      (value.name !== '' || values.length > 1) && element('span', { class: 'bar-name', title: value.name }, value.name),
      element('div', { class: unfilled ? 'bar-track bar-unfilled' : 'bar-track' }, fill),
      options['valueMode'] !== 'hidden' && valueText(value, textOf(options['valueMode'])),
    );
  });
  place.append(element('div', { class: standing ? 'bars bars-standing' : 'bars' }, ...bars));
  return { summary: statSummary(values) };
};

function shareOf({ value, config, range }: StatValue): number {
  // all values zero would else make full bars
  const [low, high] = boundsOf(config, [Math.min(0, range[0]), range[1]]);
  if (value === undefined || high <= low) return 0;
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

function look({ shown: { color }, config }: StatValue, mode: string): Readonly<Record<string, string>> {
  if (mode !== 'gradient') return { 'background-color': mode === 'lcd' ? color : faded(color, 0.8) };
  const from =
    config.color.mode === 'thresholds' ? colorNamed(config.thresholds.steps[0]?.color ?? '', themeNow()) : color;
  return { 'background-image': `linear-gradient(to right, ${faded(from, 0.4)}, ${color})` };
}

function valueText({ shown }: StatValue, mode: string): HTMLElement {
  const text = element('span', { class: 'bar-value' }, formattedText(shown));
  return mode === 'text' ? text : styled(text, { color: shown.color });
}
