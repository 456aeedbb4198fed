import { element, styled } from './dom.ts';
import { timeOfDay } from './plot.ts';

export interface TooltipRow {
  readonly name: string;
  readonly color: string;
  readonly text: string;
  /** Rows go by it, greatest first. */
  readonly value: number;
}

/** Rows beyond these are counted. */
const ROWS = 12;

/** Shows what all series are at the time the pointer stands at. */
export function tooltip(
  rowsAt: (index: number) => readonly TooltipRow[],
  titleAt?: (index: number) => string,
): uPlot.Plugin {
  const box = element('div', { class: 'tooltip', hidden: true, 'aria-hidden': 'true' });
  return {
    hooks: {
      init: (plot) => {
        plot.over.append(box);
        plot.over.addEventListener('mouseleave', () => {
          box.hidden = true;
        });
      },
      setCursor: (plot) => {
        const { idx, left = -1 } = plot.cursor;
        const time = typeof idx === 'number' ? plot.data[0][idx] : undefined;
        box.hidden = typeof idx !== 'number' || left < 0 || time === undefined;
        if (typeof idx !== 'number' || box.hidden || time === undefined) return;
        box.replaceChildren(element('strong', {}, titleAt?.(idx) ?? timeOfDay(time, true)), ...lines(rowsAt(idx)));
        const onTheLeft = left > plot.over.clientWidth / 2;
        styled(box, {
          left: onTheLeft ? 'auto' : `${left + 12}px`,
          right: onTheLeft ? `${plot.over.clientWidth - left + 12}px` : 'auto',
        });
      },
    },
  };
}

function lines(rows: readonly TooltipRow[]): readonly HTMLElement[] {
  const sorted = rows.toSorted((a, b) => b.value - a.value);
  const shown = sorted
    .slice(0, ROWS)
    .map(({ name, color, text }) =>
      element(
        'div',
        { class: 'tooltip-row' },
        swatch(color),
        element('span', { class: 'tooltip-name' }, name),
        element('b', {}, text),
      ),
    );
  const more = sorted.length - shown.length;
  return more > 0 ? [...shown, element('div', {}, `and ${more} more`)] : shown;
}

/** A spot of colour. */
export function swatch(color: string): HTMLElement {
  return styled(element('span', { class: 'swatch', 'aria-hidden': 'true' }), { 'background-color': color });
}
