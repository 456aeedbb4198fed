import type { BoardView } from './board.ts';
import type { PageData } from './page-data.ts';

/** Something the search finds. */
export interface SearchEntry {
  readonly kind: 'board' | 'panel' | 'alert' | 'SLO';
  readonly title: string;
  /** Where it is: the board of a panel. */
  readonly place: string;
  readonly href: string;
  /** All words it is found by, in lower case. */
  readonly words: string;
}

const METRIC = /[a-zA-Z_:][a-zA-Z0-9_:]{5,}/g;

export function searchIndex({ boards, slos, alerts }: PageData): readonly SearchEntry[] {
  return [
    ...boards.map((board) =>
      entry('board', board.title, board.folder, boardHref(board.uid), [board.uid, board.description]),
    ),
    ...boards.flatMap(panelEntries),
    ...alerts.map(({ name, rules }) =>
      entry('alert', name, rules[0]?.severity ?? '', alertHref(name), [rules[0]?.summary ?? '', ...metricsIn(rules)]),
    ),
    ...slos.map(({ name, objective, period, service }) =>
      entry('SLO', name, `${objective} % over ${period}`, sloHref(name), [service]),
    ),
  ];
}

function panelEntries(board: BoardView): readonly SearchEntry[] {
  return board.sections.flatMap(({ title = '', panels }) =>
    panels.map((panel) =>
      entry('panel', panel.title, board.title, boardHref(board.uid, panel.key), [
        title,
        panel.description,
        ...metricsIn(panel.targets),
      ]),
    ),
  );
}

const metricsIn = (queries: readonly { readonly expr: string }[]) =>
  queries.flatMap(({ expr }) => [...new Set(expr.match(METRIC) ?? [])]);

function entry(kind: SearchEntry['kind'], title: string, place: string, href: string, more: readonly string[]) {
  return { kind, title, place, href, words: [title, place, kind, ...more].join(' ').toLowerCase() };
}

export const boardHref = (uid: string, panel?: string) =>
  `#/board/${encodeURIComponent(uid)}${panel === undefined ? '' : `/${encodeURIComponent(panel)}`}`;
export const alertHref = (name: string) => `#/alerts/${encodeURIComponent(name)}`;
export const sloHref = (name: string) => `#/slos/${encodeURIComponent(name)}`;

/** Entries that hold every word; those whose title begins with it first, then those whose title holds it. */
export function found(entries: readonly SearchEntry[], query: string, most = 12): readonly SearchEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const rank = ({ title }: SearchEntry) => {
    const lower = title.toLowerCase();
    if (lower.startsWith(words[0] ?? '')) return 0;
    return words.every((word) => lower.includes(word)) ? 1 : 2;
  };
  return entries
    .filter((one) => words.every((word) => one.words.includes(word)))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, most);
}
