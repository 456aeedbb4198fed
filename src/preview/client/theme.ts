import { redrawAll } from './charts.ts';
import { themeNow } from './context.ts';
import { rememberedTheme, rememberTheme } from './state.ts';

const prefersLight = matchMedia('(prefers-color-scheme: light)');

export function setTheme(theme: string): void {
  document.documentElement.dataset['theme'] = theme === 'light' ? 'light' : 'dark';
}

/** The theme chosen earlier, else what the reader's system prefers, and that as long as nothing is chosen. */
export function startTheme(): void {
  const follow = () => setTheme(rememberedTheme() ?? (prefersLight.matches ? 'light' : 'dark'));
  follow();
  prefersLight.addEventListener('change', () => {
    follow();
    redrawAll();
  });
}

export function toggleTheme(): void {
  const theme = themeNow() === 'light' ? 'dark' : 'light';
  setTheme(theme);
  rememberTheme(theme);
  redrawAll();
}
