import { numberOf, objectOf, textOf } from '../board.ts';
import { faded } from '../colors.ts';
import { dateFormatted } from '../dates.ts';
import { boundsOf, rangeOf, shown } from '../display.ts';
import type { Cell, Table, TableColumn } from '../tables.ts';
import { sortedByColumn, tableOf } from '../tables.ts';
import { formattedText } from '../units.ts';
import type { Renderer } from './context.ts';
import { nowOfPage, themeNow } from './context.ts';
import { element, styled } from './dom.ts';

type Span = readonly [number, number];

/** Rows beyond these are counted. */
const TABLE_ROWS = 100;

/** Rows and columns; a press on a head sorts by it. */
export const drawTable: Renderer = (place, { panel, results }) => {
  const { columns, rows } = tableOf(panel, results);
  const body = element('tbody');
  const ranges = columns.map((_, index) =>
    rangeOf(rows.map((row) => (typeof row[index] === 'number' ? row[index] : null))),
  );
  // the palette goes by the place among numbers
  const numbers = columns.filter(({ kind }) => kind === 'number');
  const show = (ordered: Table['rows']) =>
    body.replaceChildren(
      ...ordered
        .slice(0, TABLE_ROWS)
        .map((row) =>
          element(
            'tr',
            {},
            ...columns.map((column, index) =>
              cellOf(row[index] ?? null, column, ranges[index] ?? [0, 100], numbers.indexOf(column)),
            ),
          ),
        ),
    );
  const heads = columns.map((column, index) =>
    headOf(column, (descending) => show(sortedByColumn(rows, index, descending))),
  );
  show(rows);
  const table = element('table', { class: 'table' }, element('thead', {}, element('tr', {}, ...heads)), body);
  const more = rows.length - TABLE_ROWS;
  place.append(
    element(
      'div',
      { class: 'table-frame', tabindex: 0, role: 'group', 'aria-label': `Table of ${panel.title}` },
      table,
    ),
  );
  if (rows.length === 0) place.append(element('p', { class: 'nothing' }, 'No data'));
  if (more > 0) place.append(element('p', { class: 'remark' }, `and ${more} more rows`));
  return { summary: `Table of ${rows.length} rows: ${columns.map(({ title }) => title).join(', ')}` };
};

function headOf({ title, kind }: TableColumn, sort: (descending: boolean) => void): HTMLElement {
  const head = element('th', { scope: 'col', class: kind === 'number' ? 'number' : undefined });
  head.append(
    element(
      'button',
      {
        type: 'button',
        click: () => {
          const descending = head.getAttribute('aria-sort') === 'ascending';
          for (const other of head.parentElement?.children ?? []) other.removeAttribute('aria-sort');
          head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
          sort(descending);
        },
      },
      title,
    ),
  );
  return head;
}

function cellOf(cell: Cell, { config, kind }: TableColumn, range: Span, index: number): HTMLElement {
  const made = element('td', { class: kind === 'number' ? 'number' : undefined });
  // whatever the unit of the values, a time is one
  if (kind === 'time' && typeof cell === 'number' && !/^(dateTime|time:)/.test(config.unit ?? '')) {
    made.append(dateFormatted(cell, 'dateTimeAsIso', nowOfPage()) ?? '');
    return made;
  }
  const value = shown(
    cell ?? undefined,
    { ...config, noValue: config.noValue ?? '' },
    { theme: themeNow(), index, range, now: nowOfPage() },
  );
  const type = textOf(objectOf(config.custom['cellOptions'])['type']);
  if (type === 'gauge' && typeof cell === 'number') {
    const [low, high] = boundsOf(config, [Math.min(0, range[0]), range[1]]);
    const share = `${Math.max(0, Math.min(1, (cell - low) / (high - low || 1))) * 100}%`;
    made.append(
      styled(element('span', { class: 'cell-bar' }), { width: share, 'background-color': faded(value.color, 0.8) }),
    );
  }
  made.append(formattedText(value));
  if (type === 'color-text') styled(made, { color: value.color });
  if (type === 'color-background') styled(made, { 'background-color': faded(value.color, 0.35) });
  const width = numberOf(config.custom['width']);
  return width === undefined ? made : styled(made, { width: `${width}px` });
}
