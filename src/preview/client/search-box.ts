import type { SearchEntry } from '../search-index.ts';
import { found, searchIndex } from '../search-index.ts';
import { pageData } from './context.ts';
import { element } from './dom.ts';

/** The search over everything: arrows choose, Enter goes there, Escape leaves. */
export function searchBox(): HTMLElement {
  const entries = searchIndex(pageData);
  const list = element('ul', { role: 'listbox', id: 'found', class: 'found', hidden: true, 'aria-label': 'Found' });
  const input = element('input', {
    type: 'search',
    id: 'search',
    role: 'combobox',
    placeholder: 'Search panels, metrics, alerts',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-label': 'Search',
    'aria-controls': 'found',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
  });
  let hits: readonly SearchEntry[] = [];
  let chosen = 0;
  const leave = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const go = (entry: SearchEntry | undefined) => {
    if (!entry) return;
    input.value = '';
    leave();
    input.blur();
    location.hash = entry.href;
  };
  const show = () => {
    list.replaceChildren(...hits.map((entry, index) => optionOf(entry, index, index === chosen, () => go(entry))));
    if (hits.length === 0) list.append(element('li', { class: 'nothing' }, 'Nothing found'));
    list.hidden = input.value.trim() === '';
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (hits.length > 0) input.setAttribute('aria-activedescendant', `found-${chosen}`);
    document.getElementById(`found-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  };
  input.addEventListener('input', () => {
    hits = found(entries, input.value);
    chosen = 0;
    show();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      leave();
      input.blur();
    } else if (event.key === 'Enter') go(hits[chosen]);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      chosen = (chosen + by + hits.length) % Math.max(1, hits.length);
      show();
    }
  });
  input.addEventListener('blur', leave);
  return element('div', { class: 'search', role: 'search' }, input, list);
}

function optionOf({ kind, title, place }: SearchEntry, index: number, chosen: boolean, go: () => void): HTMLElement {
  return element(
    'li',
    {
      role: 'option',
      id: `found-${index}`,
      'aria-selected': String(chosen),
      // before the blur that closes the list
      mousedown: (event) => {
        event.preventDefault();
        go();
      },
    },
    element('b', {}, title),
    element('span', { class: 'small' }, place ? `${kind}, ${place}` : kind),
  );
}
