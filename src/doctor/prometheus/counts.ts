import type { HttpClient } from '../../targets/http.ts';
import { pool } from '../../targets/pool.ts';
import type { Silence } from './ask.ts';
import { instant, isTold } from './ask.ts';

/** Series of one name that share what tells targets apart. */
export interface Counted {
  readonly series: string;
  /** Labels that select targets, and the cluster; '' where a series has none. */
  readonly ids: Readonly<Record<string, string>>;
  readonly count: number;
}

/** Rows by the name of the series, and why some names could not be counted. */
export interface Counts {
  readonly rows: ReadonlyMap<string, readonly Counted[]>;
  readonly failed: ReadonlyMap<string, Silence>;
}

/** So many names fit into an address that every proxy lets through (8 KiB, nginx). */
const NAMES_AT_ONCE = 60;
export const AT_ONCE = 4;

/**
 * Counts series by name and by what tells their targets apart, in the server: only numbers come over the wire.
 * @param ids labels to tell targets apart by
 */
export async function countSeries(
  http: HttpClient,
  names: readonly string[],
  ids: readonly string[],
  asked: () => void,
): Promise<Counts> {
  const rows = new Map<string, Counted[]>();
  const failed = new Map<string, Silence>();
  const count = async (chunk: readonly string[]): Promise<void> => {
    const told = await instant(
      http,
      `count by (${['__name__', ...ids].join(', ')}) ({__name__=~"${chunk.join('|')}"})`,
    );
    asked();
    if (isTold(told)) {
      for (const { labels, value } of told.data) {
        const { __name__: series = '' } = labels;
        const of = rows.get(series) ?? [];
        rows.set(series, of);
        of.push({ series, ids: Object.fromEntries(ids.map((id) => [id, labels[id] ?? ''])), count: value });
      }
    } else if (chunk.length > 1 && told.status !== 0) {
      // too many samples for one query: half of them may do
      const half = Math.ceil(chunk.length / 2);
      await count(chunk.slice(0, half));
      await count(chunk.slice(half));
    } else for (const name of chunk) failed.set(name, told);
  };
  await pool(chunked(names), AT_ONCE, count);
  return { rows, failed };
}

/** Questions that `countSeries` asks for so many names. */
export function questionsFor(names: readonly string[]): number {
  return chunked(names).length;
}

function chunked(names: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(names.length / NAMES_AT_ONCE) }, (_, index) =>
    names.slice(index * NAMES_AT_ONCE, (index + 1) * NAMES_AT_ONCE),
  );
}

/** How many series of a selector have a value for each of the labels; undefined where the server does not say. */
export async function countLabels(
  http: HttpClient,
  series: string,
  matchers: Readonly<Record<string, string>>,
  labels: readonly string[],
): Promise<ReadonlyMap<string, number> | undefined> {
  const fixed = Object.entries(matchers).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  const branches = labels.map((label) => {
    const selector = `${series}{${[...fixed, `${label}!=""`].join(',')}}`;
    return `label_replace(count(${selector}), "label", "${label}", "", "")`;
  });
  const told = await instant(http, branches.join(' or '));
  if (!isTold(told)) return undefined;
  return new Map(told.data.map(({ labels: { label = '' }, value }) => [label, value]));
}

export function sum(rows: readonly Counted[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
