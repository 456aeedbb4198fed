import type { BoardView, PanelView } from '../board.ts';
import type { BoardComparison, PanelChange } from '../comparison.ts';
import { pluralOf } from '../numbers.ts';
import { boardHead, boardSections } from './board-page.ts';
import { pageData } from './context.ts';
import { element } from './dom.ts';
import { panelCard } from './panel-card.ts';
import { choices } from './state.ts';

/** A board before and after, side by side: only what changed, or all of it with the rest dimmed. */
export function comparePage(comparison: BoardComparison): readonly HTMLElement[] {
  const board = comparison.after ?? comparison.before;
  if (!board) return [];
  const note = `Compared with ${pageData.comparison?.base}: ${summaryOfChanges(comparison)}.`;
  const head = boardHead(board, note, []);
  head.querySelector('.tools')?.append(onlyChangedToggle());
  return [head, ...said(comparison.words), ...(choices.onlyChanged ? pairs(comparison) : [wholeBoards(comparison)])];
}

/** `2 panels changed, 1 added`. */
export function summaryOfChanges({ status, panels, words }: BoardComparison): string {
  if (status === 'added') return 'this board is new';
  if (status === 'removed') return 'this board is gone';
  const counts = (['changed', 'added', 'removed', 'moved'] as const).flatMap((one) => {
    const count = panels.filter((panel) => panel.status === one).length;
    return count > 0 ? [`${pluralOf(count, 'panel')} ${one}`] : [];
  });
  if (words.length > 0) counts.push('the board itself changed');
  return counts.join(', ') || 'nothing changed';
}

export function onlyChangedToggle(): HTMLElement {
  const toggle = element(
    'button',
    { type: 'button', 'aria-pressed': String(choices.onlyChanged) },
    'Only what changed',
  );
  toggle.addEventListener('click', () => {
    choices.onlyChanged = !choices.onlyChanged;
    window.dispatchEvent(new Event('hashchange'));
  });
  return toggle;
}

/** What differs, a line each; what stands in backticks is code. */
function said(words: readonly string[]): readonly HTMLElement[] {
  if (words.length === 0) return [];
  const parts = (text: string) =>
    text.split('`').map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part));
  return [element('ul', { class: 'note' }, ...words.map((text) => element('li', {}, ...parts(text))))];
}

function pairs(comparison: BoardComparison): readonly HTMLElement[] {
  const changed = comparison.panels.filter(({ status }) => status !== 'same' && status !== 'moved');
  const moved = comparison.panels.filter(({ status }) => status === 'moved').length;
  const list = changed.map((change) => pairOf(change, comparison));
  const rest =
    moved > 0 ? [element('p', { class: 'note' }, `${pluralOf(moved, 'panel')} only moved: see the whole boards.`)] : [];
  return [...(list.length > 0 ? [sideNames()] : []), ...list, ...rest];
}

function pairOf({ before, after, status, words }: PanelChange, comparison: BoardComparison): HTMLElement {
  const old = before === undefined ? undefined : panelIn(comparison.before, before);
  const young = after === undefined ? undefined : panelIn(comparison.after, after);
  const row = rowNamed(comparison, before, after);
  const title = young?.title ?? old?.title ?? row;
  const card = (panel: PanelView | undefined, side: 'before' | 'after') =>
    panel
      ? panelCard(panel, { uid: comparison.uid, side, status, loose: true })
      : element('p', { class: 'absent' }, side === 'before' ? 'Not there before' : 'Not there any more');
  return element(
    'section',
    { class: 'pair' },
    element('h2', {}, title ?? 'Panel', element('span', { class: `badge badge-${status}` }, status)),
    ...said(words),
    (old || young) && element('div', { class: 'sides' }, card(old, 'before'), card(young, 'after')),
  );
}

const panelIn = (board: BoardView | undefined, key: string) =>
  board?.sections.flatMap(({ panels }) => panels).find((panel) => panel.key === key);

/** A row has no panel of its own to show. */
function rowNamed({ before: old, after: young }: BoardComparison, before?: string, after?: string): string | undefined {
  const row = young?.sections.find(({ key }) => key === after) ?? old?.sections.find(({ key }) => key === before);
  return row?.title === undefined ? undefined : `Row ${row.title}`;
}

function sideNames(): HTMLElement {
  return element(
    'div',
    { class: 'sides side-names' },
    element('b', {}, `Before (${pageData.comparison?.base})`),
    element('b', {}, 'After'),
  );
}

function wholeBoards(comparison: BoardComparison): HTMLElement {
  const half = (side: 'before' | 'after') => {
    const board = comparison[side];
    const name = side === 'before' ? `Before (${pageData.comparison?.base})` : 'After';
    return element(
      'div',
      { class: 'half' },
      element('b', {}, name),
      ...(board ? boardSections(board, { side, comparison }) : [element('p', { class: 'absent' }, 'Not there')]),
    );
  };
  return element('div', { class: 'sides compared' }, half('before'), half('after'));
}
