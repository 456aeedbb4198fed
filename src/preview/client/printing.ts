import { drawAllNow, redrawAll } from './charts.ts';
import { themeNow } from './context.ts';
import { setTheme } from './theme.ts';

/** Paper is white, and shows what is below the window too. */
export function startPrinting(): void {
  let theme: string = themeNow();
  window.addEventListener('beforeprint', () => {
    theme = themeNow();
    setTheme('light');
    redrawAll();
    drawAllNow();
  });
  window.addEventListener('afterprint', () => {
    setTheme(theme);
    redrawAll();
  });
}
