import { panelCheck } from './check.ts';

/**
 * Characters of a title that a column of the grid holds on a screen 1280 pixels wide: Grafana writes titles in 14 px
 * Inter, about 7.3 px a character, and keeps 16 px for the padding (packages/grafana-ui, PanelChrome).
 */
const PER_COLUMN = 6;

export const panelTitle = panelCheck({
  code: 'panel-title',
  severity: 'warning',
  summary: 'A title that is cut off on a laptop loses its end, which is what tells it from its neighbour.',
  remediation: 'Shorten the title, or widen the panel: the description has room for the rest.',
  *check({ title, gridPos: { w } }) {
    const room = w * PER_COLUMN;
    if (w >= 1 && title.length > room)
      yield { message: `a title of ${title.length} characters, where ${w} columns show ${room}` };
  },
});
