import { seriesOf } from '../frames.ts';
import { boardHref } from '../search-index.ts';
import { drawWhenNear, forgetDrawings } from './charts.ts';
import type { PanelSight } from './context.ts';
import { element } from './dom.ts';
import { drawPanel, isDrawable, valuesTable } from './drawing.ts';
import { factsOf } from './facts.ts';

/** Shows one panel large, with all that is known of it. Escape closes it, and the focus goes back. */
export function openPanel(sight: PanelSight, uid: string): void {
  const { panel, results } = sight;
  const drawing = element('div', { class: 'panel-drawing' });
  const fields = results ? seriesOf(panel, results) : [];
  const dialog = element(
    'dialog',
    { class: 'large', 'aria-labelledby': 'large-title', close: () => leave(dialog) },
    element(
      'header',
      { class: 'dialog-head' },
      element('h2', { class: 'dialog-title', id: 'large-title' }, panel.title || '(no title)'),
      element('a', { href: boardHref(uid, panel.key), click: () => dialog.close() }, 'Link'),
      element('button', { type: 'button', autofocus: true, click: () => dialog.close() }, 'Close'),
    ),
    isDrawable(sight) && element('div', { class: `large-drawing large-${panel.type}` }, drawing),
    factsOf(panel, true),
    fields.length > 0 &&
      panel.type !== 'table' &&
      element('details', {}, element('summary', {}, 'Values'), valuesTable(fields)),
  );
  document.body.append(dialog);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.showModal();
  if (isDrawable(sight)) drawWhenNear(drawing, () => drawPanel(drawing, sight));
}

function leave(dialog: HTMLElement): void {
  forgetDrawings(dialog);
  dialog.remove();
}
