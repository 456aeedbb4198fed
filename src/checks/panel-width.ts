import { panelCheck } from './check.ts';

/** Parts of 24 columns that line up from row to row: an eighth to the whole, and what is left beside a third or a quarter. */
const WIDTHS: readonly number[] = [3, 4, 6, 8, 12, 16, 18, 24];

export const panelWidth = panelCheck({
  code: 'panel-width',
  severity: 'warning',
  summary: 'Panels of odd widths leave ragged edges, and the eye cannot compare what does not line up.',
  remediation: `Use one of the widths ${WIDTHS.join(', ')}.`,
  *check({ gridPos: { w } }) {
    // outside of the grid it is panel-layout's finding
    if (w >= 1 && w <= 24 && !WIDTHS.includes(w))
      yield { message: `a width of ${w} columns lines up with nothing: use one of ${WIDTHS.join(', ')}` };
  },
});
