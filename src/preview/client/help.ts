import { element } from './dom.ts';

const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ['/', 'search'],
  ['j  k', 'next and previous panel'],
  ['Enter', 'open the panel large'],
  ['i', 'details of the panel'],
  ['Escape', 'close'],
  ['g h', 'all boards'],
  ['g s', 'SLOs'],
  ['g a', 'alerts'],
  ['t', 'light or dark'],
  ['?', 'this help'],
];

/** Says which keys do what. */
export function openHelp(): void {
  const rows = KEYS.map(([keys, what]) =>
    element(
      'div',
      {},
      element('dt', {}, ...keys.split(' ').flatMap((key) => (key ? [element('kbd', {}, key), ' '] : []))),
      element('dd', {}, what),
    ),
  );
  const dialog = element(
    'dialog',
    { class: 'help', 'aria-labelledby': 'help-title', close: () => dialog.remove() },
    element(
      'header',
      { class: 'dialog-head' },
      element('h2', { class: 'dialog-title', id: 'help-title' }, 'Keys'),
      element('button', { type: 'button', click: () => dialog.close() }, 'Close'),
    ),
    element('dl', {}, ...rows),
  );
  document.body.append(dialog);
  dialog.showModal();
}
