import type { BoardView, SectionView } from '../board.ts';
import type { BoardComparison, ChangeStatus } from '../comparison.ts';
import { pluralOf } from '../numbers.ts';
import { pageData } from './context.ts';
import { element, fill, styled } from './dom.ts';
import { linkTo } from './facts.ts';
import { panelCard } from './panel-card.ts';
import { choices } from './state.ts';

export interface BoardSide {
  readonly side: 'before' | 'after';
  readonly comparison?: BoardComparison;
}

/** A board, to scale. */
export function boardPage(board: BoardView, note?: string): readonly HTMLElement[] {
  const sections = boardSections(board, { side: 'after' });
  return [boardHead(board, note, sections), ...sections];
}

/** Title, question, variables, and what can be done with the page. */
export function boardHead(board: BoardView, note: string | undefined, sections: readonly HTMLElement[]): HTMLElement {
  const variables = board.variables.map(({ label, value, description }) =>
    element('span', { class: 'variable', title: description }, element('b', {}, label), value),
  );
  const links = board.links.filter(({ url }) => url !== '').map(({ title, url }) => linkTo(title, url));
  const collapsed = sections.filter((section) => section.querySelector('.row-title[aria-expanded="false"]'));
  return element(
    'div',
    { class: 'board-head' },
    element('h1', { tabindex: -1 }, board.title),
    board.description && element('p', { class: 'question' }, board.description),
    note !== undefined && element('p', { class: 'note' }, note),
    variables.length > 0 && element('p', { class: 'variables', 'aria-label': 'Variables' }, ...variables),
    links.length > 0 && element('p', { class: 'links' }, 'See also: ', ...links),
    element(
      'div',
      { class: 'tools' },
      collapsed.length > 0 && element('button', { type: 'button', click: () => openAll(collapsed) }, 'Open all rows'),
      pageData.results && factsToggle(),
    ),
  );
}

function factsToggle(): HTMLElement {
  const toggle = element('button', { type: 'button', 'aria-pressed': String(choices.facts) }, 'Show details');
  toggle.addEventListener('click', () => {
    choices.facts = !choices.facts;
    window.dispatchEvent(new Event('hashchange'));
  });
  return toggle;
}

/** Rows with their panels in the grid. */
export function boardSections(board: BoardView, side: BoardSide): readonly HTMLElement[] {
  return board.sections.map((section) => sectionOf(section, board, side));
}

function sectionOf(section: SectionView, board: BoardView, { side, comparison }: BoardSide): HTMLElement {
  const id = `${side}-row-${section.key}`;
  const grid = element('div', { class: 'grid', id });
  const name = `${board.uid} ${section.key}`;
  const show = (open: boolean) => {
    grid.hidden = !open;
    if (open && grid.childElementCount === 0) {
      fill(
        grid,
        ...section.panels.map((panel) =>
          panelCard(panel, { uid: board.uid, side, ...statusOf(panel.key, side, comparison) }),
        ),
      );
    }
  };
  show(choices.open.get(name) ?? !section.collapsed);
  const made = element('section', { class: 'row' });
  if (section.title === undefined) made.append(grid);
  else
    made.append(
      rowHead(section, grid, (open) => {
        choices.open.set(name, open);
        show(open);
      }),
      grid,
    );
  return styled(made, { '--rows': String(section.panels.length) });
}

function rowHead(
  { title, panels, repeat }: SectionView,
  grid: HTMLElement,
  show: (open: boolean) => void,
): HTMLElement {
  const button = element(
    'button',
    { type: 'button', class: 'row-title', 'aria-expanded': String(!grid.hidden), 'aria-controls': grid.id },
    title,
  );
  button.addEventListener('click', () => {
    show(grid.hidden !== false);
    button.setAttribute('aria-expanded', String(!grid.hidden));
  });
  return element(
    'h2',
    {},
    button,
    element('span', { class: 'row-count' }, pluralOf(panels.length, 'panel')),
    repeat !== undefined && element('span', { class: 'badge' }, `for each $${repeat}`),
  );
}

function statusOf(
  key: string,
  side: 'before' | 'after',
  comparison: BoardComparison | undefined,
): { status?: ChangeStatus } {
  const change = comparison?.panels.find((one) => one[side] === key);
  return change ? { status: change.status } : {};
}

function openAll(sections: readonly HTMLElement[]): void {
  for (const section of sections) {
    const button = section.querySelector<HTMLElement>('.row-title[aria-expanded="false"]');
    button?.click();
  }
}
