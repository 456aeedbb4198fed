import type { PanelView } from '../board.ts';
import type { ChangeStatus } from '../comparison.ts';
import { heightOf } from '../grid.ts';
import { drawWhenNear } from './charts.ts';
import { resultsFor } from './context.ts';
import { element, styled } from './dom.ts';
import { drawPanel, isDrawable } from './drawing.ts';
import { factsOf } from './facts.ts';
import { openPanel } from './panel-dialog.ts';
import { choices } from './state.ts';

export interface CardPlace {
  readonly uid: string;
  readonly side: 'before' | 'after';
  readonly status?: ChangeStatus;
  /** Without a grid around it: as wide as there is room. */
  readonly loose?: boolean;
}

export const panelId = (key: string, side: 'before' | 'after') => `${side === 'before' ? 'before' : 'panel'}-${key}`;

/** A panel with its title and drawing, or its facts where there is nothing to draw. */
export function panelCard(panel: PanelView, { uid, side, status, loose }: CardPlace): HTMLElement {
  const id = panelId(panel.key, side);
  const results = resultsFor(uid, panel.key, side);
  const sight = { panel, ...(results ? { results } : {}) };
  const drawable = isDrawable(sight);
  const body = element('div', { class: 'panel-drawing' });
  const facts = element('div', {
    class: 'panel-facts',
    id: `${id}-facts`,
    tabindex: 0,
    role: 'group',
    'aria-label': `About ${panel.title}`,
  });
  const card = element('article', {
    class: 'panel',
    id,
    tabindex: 0,
    'aria-labelledby': `${id}-title`,
    'data-type': panel.type,
  });
  const show = (what: 'drawing' | 'facts') => {
    card.classList.toggle('panel-shows-facts', what === 'facts');
    about.setAttribute('aria-expanded', String(what === 'facts'));
    if (what === 'facts' && facts.childElementCount === 0) facts.append(factsOf(panel));
  };
  const about = element(
    'button',
    {
      type: 'button',
      class: 'panel-about',
      'aria-label': `About ${panel.title}`,
      'aria-controls': facts.id,
      title: panel.description || 'About this panel',
      click: () => show(card.classList.contains('panel-shows-facts') ? 'drawing' : 'facts'),
    },
    'i',
  );
  const open = () => openPanel(sight, uid);
  const title = element(
    'button',
    { type: 'button', class: 'panel-title', click: open, title: 'Open large' },
    panel.title || '(no title)',
  );
  card.append(
    element(
      'header',
      {},
      element('h3', { id: `${id}-title` }, title),
      panel.repeat !== undefined && element('span', { class: 'badge' }, `for each $${panel.repeat}`),
      status !== undefined && status !== 'same' && element('span', { class: `badge badge-${status}` }, status),
      drawable && about,
    ),
    body,
    facts,
  );
  card.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.target !== card) return;
    // the same key would press the button that has the focus then
    event.preventDefault();
    open();
  });
  show(drawable && !choices.facts ? 'drawing' : 'facts');
  if (drawable) drawWhenNear(body, () => drawPanel(body, sight));
  if (status) card.dataset['status'] = status;
  const { x, y, w, h } = panel;
  const sizes = {
    '--x': String(x + 1),
    '--y': String(y + 1),
    '--w': String(w),
    '--h': String(h),
    '--height': `${heightOf(h)}px`,
  };
  if (loose) card.classList.add('panel-loose');
  return styled(card, sizes);
}
