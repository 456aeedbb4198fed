import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../model/dashboard.ts';
import { isObject } from '../../model/json.ts';
import type { Change } from '../change.ts';
import type { Pair } from './panels.ts';

/** Panels named when they changed their place on purpose; the rest is a number. */
const NAMED = 3;

/** Where panels lie: counted, because one panel on top moves all others. */
export function layoutChanges(pairs: readonly Pair[]): readonly Change[] {
  const rowOf = new Map(pairs);
  const displaced = pairs.filter(([a, b]) => !isDeepStrictEqual(a.json['gridPos'], b.json['gridPos']));
  const resized = displaced.filter(([a, b]) => !same(a.json['gridPos'], b.json['gridPos'], ['w', 'h']));
  const elsewhere = pairs.filter(([a, b]) => a.type !== 'row' && (a.row && rowOf.get(a.row)) !== b.row);
  const moved = displaced.filter((pair) => !resized.includes(pair));
  const sideways = moved.filter(([a, b]) => !same(a.json['gridPos'], b.json['gridPos'], ['x']));
  return [
    ...counted('panels-moved', moved, 'moved', sideways.length < moved.length ? upOrDown(moved, sideways) : ''),
    ...counted('panels-resized', resized, 'resized', `: ${named(resized)}`),
    ...elsewhere.map(([a, b]) => ({
      code: 'panel-row',
      subject: `panel "${b.title}"`,
      text: `moved from ${rowName(a.row?.title)} to ${rowName(b.row?.title)}`,
      panel: b.id,
      layout: true as const,
    })),
  ];
}

function counted(code: string, pairs: readonly Pair[], what: string, more: string): readonly Change[] {
  if (pairs.length === 0) return [];
  const text = `${pairs.length} ${pairs.length === 1 ? 'panel' : 'panels'} ${what}${more}`;
  return [{ code, subject: 'layout', text, layout: true, panels: pairs.length }];
}

const upOrDown = (moved: readonly Pair[], sideways: readonly Pair[]) =>
  sideways.length === 0 ? ' up or down' : `, ${moved.length - sideways.length} of them only up or down`;

function named(pairs: readonly Pair[]): string {
  const names = pairs.slice(0, NAMED).map(([, { title }]) => `"${title}"`);
  return `${names.join(', ')}${pairs.length > NAMED ? ', ...' : ''}`;
}

const rowName = (title: string | undefined) => (title === undefined ? 'above all rows' : `row "${title}"`);

function same(before: Json | undefined, after: Json | undefined, sides: readonly string[]): boolean {
  return isObject(before) && isObject(after) && sides.every((side) => before[side] === after[side]);
}
