import { byId } from './dom.ts';
import { openHelp } from './help.ts';
import { toggleTheme } from './theme.ts';

const PLACES: Readonly<Record<string, string>> = { h: '#/', s: '#/slos', a: '#/alerts' };

/** After `g`, so many milliseconds for the second key. */
const PATIENCE = 1500;

/** Keys of the page, where nobody is typing. */
export function startKeyboard(): void {
  let going = 0;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    const place = PLACES[event.key];
    if (Date.now() - going < PATIENCE && place !== undefined) {
      going = 0;
      location.hash = place;
      return;
    }
    going = event.key === 'g' ? Date.now() : 0;
    if (act(event.key)) event.preventDefault();
  });
}

function act(key: string): boolean {
  switch (key) {
    case '/':
      byId('search')?.focus();
      return true;
    case 'j':
      return step(1);
    case 'k':
      return step(-1);
    case 'i':
      document.activeElement?.closest('.panel')?.querySelector<HTMLElement>('.panel-about')?.click();
      return true;
    case 't':
      toggleTheme();
      return true;
    case '?':
      openHelp();
      return true;
    default:
      return false;
  }
}

/** The panel (or alert, or SLO) after or before the one that has the focus. */
function step(by: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>('main .panel, main .entry, main .boards a')].filter(
    (one) => one.offsetParent !== null,
  );
  const here = all.findIndex((one) => one.contains(document.activeElement));
  const next = all[here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, here + by))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
