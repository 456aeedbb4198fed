import type { BoardComparison } from '../comparison.ts';
import { pluralOf } from '../numbers.ts';
import { boardHref } from '../search-index.ts';
import { onlyChangedToggle, summaryOfChanges } from './compare-page.ts';
import { pageData } from './context.ts';
import { element } from './dom.ts';
import { choices } from './state.ts';

/** All boards, each with the question it answers. */
export function indexPage(): readonly HTMLElement[] {
  const { boards, slos, alerts, results, comparison, title } = pageData;
  const changes = new Map(comparison?.boards.map((board) => [board.uid, board]));
  const gone = (comparison?.boards ?? []).flatMap(({ status, before }) =>
    status === 'removed' && before ? [before] : [],
  );
  const all = [...boards, ...gone];
  const shown = all.filter(({ uid }) => !comparison || !choices.onlyChanged || changes.get(uid)?.status !== 'same');
  const cards = shown.map(({ uid, title: name, description, sections, tags }) => {
    const panels = sections.reduce((count, section) => count + section.panels.length, 0);
    return element(
      'li',
      { class: changes.get(uid)?.status === 'same' ? 'dim' : undefined },
      element('h2', {}, element('a', { href: boardHref(uid) }, name)),
      description && element('p', {}, description),
      element('p', { class: 'small' }, [pluralOf(panels, 'panel'), ...tags].join(' · ')),
      ...changeNote(changes.get(uid)),
    );
  });
  const hidden = all.length - shown.length;
  const pages = [
    slos.length > 0 && element('a', { href: '#/slos' }, pluralOf(slos.length, 'SLO')),
    alerts.length > 0 && element('a', { href: '#/alerts' }, pluralOf(alerts.length, 'alert')),
  ];
  return [
    element(
      'div',
      { class: 'board-head' },
      element('h1', { tabindex: -1 }, title),
      element(
        'p',
        { class: 'question' },
        results
          ? `Drawn with values of ${results.source}.`
          : 'Without values: every board to scale, with what its panels ask and mean.',
      ),
      comparison && element('p', { class: 'note' }, `Compared with ${comparison.base}.`),
      element('p', { class: 'links' }, pluralOf(boards.length, 'board'), ...pages),
      comparison && element('div', { class: 'tools' }, onlyChangedToggle()),
    ),
    element('ul', { class: 'boards' }, ...cards),
    ...(hidden > 0 ? [element('p', { class: 'note' }, `${pluralOf(hidden, 'board')} unchanged.`)] : []),
  ];
}

function changeNote(comparison: BoardComparison | undefined): readonly HTMLElement[] {
  return comparison && comparison.status !== 'same'
    ? [element('p', { class: 'note' }, summaryOfChanges(comparison))]
    : [];
}
