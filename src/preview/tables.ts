import type { JsonObject } from '../model/dashboard.ts';
import type { TargetResult } from '../model/results.ts';
import type { PanelView } from './board.ts';
import { isObject, listOf, numberOf, objectOf, textOf } from './board.ts';
import type { FieldConfig } from './field.ts';
import { fieldConfigOf } from './field.ts';
import { numberIn } from './frames.ts';
import { regexpOf } from './regexp.ts';

export type Cell = number | string | null;

export interface Column {
  readonly name: string;
  readonly kind: 'number' | 'string' | 'time';
  readonly refId: string;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface TableColumn extends Column {
  readonly title: string;
  readonly config: FieldConfig;
}

/** The table a panel shows: the answers as frames, transformed, with hidden columns gone, sorted. */
export function tableOf(panel: PanelView, results: readonly TargetResult[]) {
  const several = panel.targets.length > 1;
  const frames = results.map((result) => frameOf(result, several));
  const transformed = panel.transformations
    .filter(({ disabled }) => disabled !== true)
    .reduce<readonly Table[]>((tables, { id, options }) => transform(tables, textOf(id), objectOf(options)), frames);
  // a panel shows one frame at a time, the first of them unless somebody picks another
  const { columns, rows } = transformed[0] ?? { columns: [], rows: [] };
  const configured = columns.map((column): TableColumn => {
    const config = fieldConfigOf(panel.fieldConfig, column);
    return { ...column, config, title: config.displayName ?? column.name };
  });
  const visible = configured.flatMap(({ config: { custom } }, index) =>
    custom['hidden'] === true || objectOf(custom['hideFrom'])['viz'] === true ? [] : [index],
  );
  const sorted = sortedBy(rows, configured, listOf(panel.options['sortBy']));
  return {
    columns: visible.flatMap((index) => configured[index] ?? []),
    rows: sorted.map((row) => visible.map((index) => row[index] ?? null)),
  };
}

/** Prometheus' table format: time, labels, value. */
function frameOf({ refId, start, step, series }: TargetResult, several: boolean): Table {
  const labels = [...new Set(series.flatMap((one) => Object.keys(one.labels)))].toSorted();
  const value = several ? `Value #${refId}` : 'Value';
  return {
    columns: [
      { name: 'Time', kind: 'time', refId },
      ...labels.map((name) => ({ name, kind: 'string' as const, refId })),
      { name: value, kind: 'number', refId },
    ],
    rows: series.map((one) => {
      const last = one.values.length - 1;
      const cells = labels.map((label) => one.labels[label] ?? '');
      return [(start + last * step) * 1000, ...cells, numberIn(one.values[last] ?? null)];
    }),
  };
}

function transform(tables: readonly Table[], id: string, options: JsonObject): readonly Table[] {
  switch (id) {
    case 'merge':
      return tables.length > 0 ? [merged(tables)] : [];
    case 'filterFieldsByName':
      return tables.map((table) => kept(table, filterOf(options)));
    case 'organize':
      return tables.map((table) => organized(table, options));
    case 'sortBy':
      return tables.map((table) => ({
        ...table,
        rows: sortedBy(table.rows, titled(table), listOf(options['sort']), 'field'),
      }));
    case 'limit':
      return tables.map((table) => ({ ...table, rows: table.rows.slice(0, numberOf(options['limitField']) ?? 10) }));
    default:
      return tables;
  }
}

/** Rows that agree in all columns they share become one. */
function merged(tables: readonly Table[]): Table {
  const columns = [
    ...new Map(tables.flatMap((table) => table.columns).map((column) => [column.name, column])).values(),
  ];
  const rows = new Map<string, Map<string, Cell>>();
  const shared = columns.filter(({ name }) => tables.every((table) => table.columns.some((one) => one.name === name)));
  for (const table of tables) {
    for (const row of table.rows) {
      const cells = new Map(table.columns.map(({ name }, index) => [name, row[index] ?? null]));
      const key = JSON.stringify(shared.map(({ name }) => cells.get(name) ?? null));
      const there = rows.get(key);
      const fits = there && [...cells].every(([name, cell]) => !there.has(name) || there.get(name) === cell);
      if (fits) for (const [name, cell] of cells) there.set(name, cell);
      else rows.set(there ? `${key}${rows.size}` : key, cells);
    }
  }
  return { columns, rows: [...rows.values()].map((cells) => columns.map(({ name }) => cells.get(name) ?? null)) };
}

function filterOf(options: JsonObject): (name: string) => boolean {
  const listed = (side: string): ((name: string) => boolean) | undefined => {
    if (!isObject(options[side])) return undefined;
    const { names, pattern } = options[side];
    const regexp = textOf(pattern) ? regexpOf(textOf(pattern)) : undefined;
    return (name) => (Array.isArray(names) && names.includes(name)) || (regexp?.test(name) ?? false);
  };
  const [include, exclude] = [listed('include'), listed('exclude')];
  return (name) => (include?.(name) ?? true) && !(exclude?.(name) ?? false);
}

function kept({ columns, rows }: Table, keep: (name: string) => boolean): Table {
  const indices = columns.flatMap(({ name }, index) => (keep(name) ? [index] : []));
  return picked({ columns, rows }, indices);
}

function picked({ columns, rows }: Table, indices: readonly number[]): Table {
  return {
    columns: indices.flatMap((index) => columns[index] ?? []),
    rows: rows.map((row) => indices.map((index) => row[index] ?? null)),
  };
}

function organized(table: Table, options: JsonObject): Table {
  const [excluded, places, names] = ['excludeByName', 'indexByName', 'renameByName'].map((key) =>
    objectOf(options[key]),
  );
  const place = ({ name }: Column) => numberOf(places?.[name]) ?? Number.MAX_SAFE_INTEGER;
  const indices = table.columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => excluded?.[column.name] !== true)
    .toSorted((a, b) => place(a.column) - place(b.column))
    .map(({ index }) => index);
  const { columns, rows } = picked(table, indices);
  return { columns: columns.map((column) => ({ ...column, name: textOf(names?.[column.name]) || column.name })), rows };
}

const titled = ({ columns }: Table) => columns.map((column) => ({ ...column, title: column.name }));

function sortedBy(
  rows: Table['rows'],
  columns: readonly { readonly title: string }[],
  orders: readonly JsonObject[],
  key: 'displayName' | 'field' = 'displayName',
): Table['rows'] {
  const order = orders[0];
  const index = columns.findIndex(({ title }) => title === order?.[key]);
  return order === undefined || index < 0 ? rows : sortedByColumn(rows, index, order['desc'] === true);
}

/** Numbers by size, texts by letters; nothing comes last. */
export function sortedByColumn(rows: Table['rows'], index: number, descending: boolean): Table['rows'] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [first, second] = [a[index] ?? null, b[index] ?? null];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    if (typeof first === 'number' && typeof second === 'number') return sign * (first - second);
    return sign * String(first).localeCompare(String(second), 'en', { numeric: true });
  });
}
