import { textOf } from '../board.ts';
import { faded } from '../colors.ts';
import { rangeOf, shown } from '../display.ts';
import { seriesOf } from '../frames.ts';
import { spansOf } from '../states.ts';
import { formattedText } from '../units.ts';
import type { Renderer } from './context.ts';
import { nowOfPage, themeNow } from './context.ts';
import { element, styled } from './dom.ts';
import { timeOfDay } from './plot.ts';

/** A line per series, coloured by what its value was when. */
export const drawStateTimeline: Renderer = (place, { panel, results }) => {
  const fields = seriesOf(panel, results);
  const step = results[0]?.step || 60;
  const from = Math.min(...fields.map(({ times }) => times[0] ?? Number.POSITIVE_INFINITY));
  const to = Math.max(...fields.map(({ times }) => times.at(-1) ?? 0)) + step;
  const range = rangeOf(fields.flatMap(({ values }) => values));
  const share = (seconds: number) => `${(seconds / (to - from)) * 100}%`;
  const rows = fields.map((field) => {
    const spans = spansOf(field, step).map((span) => {
      const value = shown(span.value, field.config, { theme: themeNow(), index: field.index, range, now: nowOfPage() });
      const text = span.value === null ? '' : formattedText(value);
      const when = `${timeOfDay(span.from)} to ${timeOfDay(span.to)}`;
      const made = element(
        'span',
        { class: 'span', title: `${when}: ${text || 'no data'}` },
        textOf(panel.options['showValue']) !== 'never' && text,
      );
      styled(made, { left: share(span.from - from), width: share(span.to - span.from) });
      return span.value === null ? made : styled(made, { 'background-color': faded(value.color, 0.7) });
    });
    return element(
      'div',
      { class: 'states' },
      element('span', { class: 'states-name', title: field.name }, field.name),
      element('div', { class: 'states-line' }, ...spans),
    );
  });
  if (fields.length === 0) place.append(element('p', { class: 'nothing' }, 'No data'));
  else {
    const ends = [from, (from + to) / 2, to].map((time) => element('span', {}, timeOfDay(time)));
    place.append(
      element('div', { class: 'state-timeline' }, ...rows, element('div', { class: 'states-axis' }, ...ends)),
    );
  }
  const last = fields.map(({ name, values, config, index }) => {
    const value = shown(values.at(-1), config, { theme: themeNow(), index, range, now: nowOfPage() });
    return `${name}: last ${formattedText(value)}`;
  });
  return { summary: last.join('; ') || 'No data' };
};
