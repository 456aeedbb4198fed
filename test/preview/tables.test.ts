import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/dashboard.ts';
import type { TargetResult } from '../../src/model/results.ts';
import { boardView } from '../../src/preview/layout.ts';
import { tableOf } from '../../src/preview/tables.ts';

const result = (refId: string, rows: readonly [Record<string, string>, number][]): TargetResult => ({
  ...{ refId, start: 100, step: 0, more: 0 },
  series: rows.map(([labels, value]) => ({ labels, values: [value] })),
});
const tableWith = (panel: JsonObject, ...results: TargetResult[]) => {
  const targets = results.map(({ refId }) => ({ refId, expr: 'x', format: 'table' }));
  const view = boardView({ panels: [{ type: 'table', targets, ...panel }] }).sections[0]?.panels[0];
  if (!view) throw new Error('no panel');
  const { columns, rows } = tableOf(view, results);
  return [columns.map(({ title }) => title), ...rows];
};
const requests = result('A', [
  [{ node: 'n01' }, 5],
  [{ node: 'n02' }, 9],
]);
const errors = result('B', [
  [{ node: 'n02' }, 1],
  [{ node: 'n03' }, 2],
]);

describe('tables', () => {
  it('show time, labels and value of a query', () => {
    expect(tableWith({}, requests)).toEqual([
      ['Time', 'node', 'Value'],
      [100_000, 'n01', 5],
      [100_000, 'n02', 9],
    ]);
  });

  it('merge queries by the labels they share', () => {
    expect(tableWith({ transformations: [{ id: 'merge', options: {} }] }, requests, errors)).toEqual([
      ['Time', 'node', 'Value #A', 'Value #B'],
      [100_000, 'n01', 5, null],
      [100_000, 'n02', 9, 1],
      [100_000, 'n03', null, 2],
    ]);
  });

  it('keep, order and rename columns, and sort by one of them', () => {
    const transformations = [
      { id: 'merge', options: {} },
      { id: 'filterFieldsByName', options: { include: { names: ['node', 'Value #A', 'Value #B'] } } },
      {
        id: 'organize',
        options: {
          indexByName: { 'Value #B': 0, 'Value #A': 1, node: 2 },
          renameByName: { node: 'Node', 'Value #B': 'Errors' },
        },
      },
    ];
    const options = { sortBy: [{ displayName: 'Errors', desc: true }] };
    expect(tableWith({ transformations, options }, requests, errors)).toEqual([
      ['Errors', 'Value #A', 'Node'],
      [2, null, 'n03'],
      [1, 9, 'n02'],
      [null, 5, 'n01'],
    ]);
  });

  it('hide columns by transformation and by override, and name them by override', () => {
    const overrides = [
      { matcher: { id: 'byName', options: 'node' }, properties: [{ id: 'displayName', value: 'Where' }] },
      { matcher: { id: 'byName', options: 'Value' }, properties: [{ id: 'custom.hidden', value: true }] },
    ];
    const transformations = [{ id: 'organize', options: { excludeByName: { Time: true } } }];
    expect(tableWith({ transformations, fieldConfig: { overrides } }, requests)).toEqual([['Where'], ['n01'], ['n02']]);
  });

  it('pass over transformations that are not known or switched off', () => {
    const transformations = [
      { id: 'groupBy', options: {} },
      { id: 'organize', disabled: true, options: { excludeByName: { node: true } } },
    ];
    expect(tableWith({ transformations }, requests)[0]).toEqual(['Time', 'node', 'Value']);
  });

  it('bear having nothing', () => {
    expect(tableWith({ transformations: [{ id: 'merge', options: {} }] })).toEqual([[]]);
  });
});
