import type { BoardView } from '../board.ts';
import { alertPage } from './alert-page.ts';
import { boardPage } from './board-page.ts';
import { forgetDrawings } from './charts.ts';
import { comparePage } from './compare-page.ts';
import { pageData } from './context.ts';
import { byId, element } from './dom.ts';
import { openHelp } from './help.ts';
import { indexPage } from './index-page.ts';
import { startKeyboard } from './keyboard.ts';
import { panelId } from './panel-card.ts';
import { startPrinting } from './printing.ts';
import { searchBox } from './search-box.ts';
import { sloPage } from './slo-page.ts';
import { startTheme, toggleTheme } from './theme.ts';

const mainPart = element('main', { id: 'main', tabindex: -1 });

/** Shows what the address after `#` names: `#/board/<uid>/<panel>`, `#/slos/<name>`, `#/alerts/<name>`, else all boards. */
function route(): void {
  const [kind = '', name = '', item = ''] = location.hash.replace(/^#\/?/, '').split('/').map(decoded);
  forgetDrawings(mainPart);
  const content = contentOf(kind, name);
  mainPart.replaceChildren(...content);
  const heading = mainPart.querySelector('h1');
  document.title = kind === '' ? pageData.title : `${heading?.textContent ?? ''} · ${pageData.title}`;
  for (const link of document.querySelectorAll('nav a')) {
    const current = link.getAttribute('href') === `#/${kind === 'board' ? '' : kind}`;
    if (current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const goal = kind === 'board' ? panelNamed(name, item) : byId(`entry-${name}`);
  if (goal) {
    goal.scrollIntoView({ block: 'center' });
    goal.focus({ preventScroll: true });
  } else {
    window.scrollTo(0, 0);
    heading?.focus({ preventScroll: true });
  }
}

function contentOf(kind: string, name: string): readonly HTMLElement[] {
  if (kind === 'slos') return sloPage();
  if (kind === 'alerts') return alertPage();
  if (kind !== 'board') return indexPage();
  const comparison = pageData.comparison?.boards.find(({ uid }) => uid === name);
  const board = pageData.boards.find(({ uid }) => uid === name);
  if (comparison && comparison.status !== 'same') return comparePage(comparison);
  if (board) return boardPage(board, comparison && `Unchanged since ${pageData.comparison?.base}.`);
  return [
    element('h1', { tabindex: -1 }, 'There is no such board'),
    element('p', {}, element('a', { href: '#/' }, 'All boards')),
  ];
}

/** The card of a panel; a collapsed row that holds it is opened. */
function panelNamed(uid: string, key: string): HTMLElement | null {
  if (key === '') return null;
  const board: BoardView | undefined = pageData.boards.find((one) => one.uid === uid);
  const section = board?.sections.find(({ panels }) => panels.some((panel) => panel.key === key));
  const row = section && byId(`after-row-${section.key}`);
  if (row?.hidden) row.parentElement?.querySelector<HTMLElement>('.row-title')?.click();
  return byId(panelId(key, 'after'));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function frame(): readonly HTMLElement[] {
  const { slos, alerts, results } = pageData;
  const tab = (href: string, name: string) => element('a', { href }, name);
  const skip = element('a', { class: 'skip', href: '#main' }, 'Skip to content');
  skip.addEventListener('click', (event) => {
    // the address after # is the page's own
    event.preventDefault();
    mainPart.focus();
  });
  return [
    skip,
    element(
      'header',
      { class: 'top' },
      element(
        'nav',
        { 'aria-label': 'Pages' },
        tab('#/', 'Boards'),
        slos.length > 0 && tab('#/slos', 'SLOs'),
        alerts.length > 0 && tab('#/alerts', 'Alerts'),
      ),
      searchBox(),
      element(
        'button',
        { type: 'button', click: toggleTheme, 'aria-label': 'Light or dark', title: 'Light or dark (t)' },
        '◐',
      ),
      element('button', { type: 'button', click: openHelp, 'aria-label': 'Keys', title: 'Keys (?)' }, '?'),
    ),
    mainPart,
    element(
      'footer',
      {},
      'A preview by ciliascope: layout and values as Grafana would show them, drawn by other means.',
      results && ` Values of ${results.source}.`,
    ),
  ];
}

startTheme();
byId('app')?.replaceWith(...frame());
startKeyboard();
startPrinting();
window.addEventListener('hashchange', route);
route();
