import type { PanelView } from '../board.ts';
import { objectOf, textOf } from '../board.ts';
import { shownText } from '../display.ts';
import type { SeriesField } from '../frames.ts';
import { reduced, reducerName } from '../reducers.ts';
import { swatch } from './chart-tooltip.ts';
import { nowOfPage, themeNow } from './context.ts';
import { element } from './dom.ts';

export interface LegendEntry {
  readonly field: SeriesField;
  readonly color: string;
}

/** The legend a panel asks for: a list, or a table with calculations. A press on a name shows that series alone. */
export function legendOf(
  { options }: PanelView,
  entries: readonly LegendEntry[],
  show: (visible: (index: number) => boolean) => void,
): HTMLElement | undefined {
  const legend = objectOf(options['legend']);
  if (legend['showLegend'] === false || legend['displayMode'] === 'hidden') return undefined;
  const calcs = Array.isArray(legend['calcs']) ? legend['calcs'].map(String) : [];
  const buttons = entries.map(({ field, color }) =>
    element('button', { type: 'button', class: 'legend-item', 'aria-pressed': 'false' }, swatch(color), field.name),
  );
  let alone: number | undefined;
  for (const [index, button] of buttons.entries()) {
    button.addEventListener('click', () => {
      alone = alone === index ? undefined : index;
      show((other) => alone === undefined || other === alone);
      for (const [other, one] of buttons.entries()) one.setAttribute('aria-pressed', String(other === alone));
    });
  }
  if (textOf(legend['displayMode']) === 'table' || calcs.length > 0) return legendTable(entries, buttons, calcs);
  return element('div', { class: 'legend-list' }, ...buttons);
}

function legendTable(entries: readonly LegendEntry[], buttons: readonly HTMLElement[], calcs: readonly string[]) {
  const head = ['Name', ...calcs.map(reducerName)].map((name) => element('th', { scope: 'col' }, name));
  const rows = entries.map(({ field }, index) =>
    element(
      'tr',
      {},
      element('td', {}, buttons[index]),
      ...calcs.map((id) => element('td', {}, calculated(field, id))),
    ),
  );
  return element(
    'table',
    { class: 'legend-table' },
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
}

/** A calculation over a series, in its unit. */
export function calculated(field: SeriesField, id: string): string {
  const showing = { theme: themeNow(), index: field.index, range: [0, 100] as const, now: nowOfPage() };
  return shownText(reduced(field.values, id), { ...field.config, mappings: [] }, showing);
}

/** Last and greatest value of the first few series, in words. */
export function summaryOf(fields: readonly SeriesField[]): string {
  const told = fields
    .slice(0, 3)
    .map((field) => `${field.name}: last ${calculated(field, 'lastNotNull')}, max ${calculated(field, 'max')}`);
  const more = fields.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more series`] : [])].join('; ');
}
