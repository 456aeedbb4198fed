import type { PanelView } from '../board.ts';
import { objectOf, textOf } from '../board.ts';
import type { SeriesField } from '../frames.ts';
import { remarksOn, seriesOf } from '../frames.ts';
import { drawBarGauge } from './bar-gauge.ts';
import { calculated } from './chart-legend.ts';
import type { Drawing, PanelSight, Renderer } from './context.ts';
import { element } from './dom.ts';
import { drawGauge } from './gauge.ts';
import { drawHeatmap } from './heatmap.ts';
import { drawHistogram } from './histogram.ts';
import { drawStat } from './stat.ts';
import { drawStateTimeline } from './state-timeline.ts';
import { drawTable } from './table.ts';
import { drawText } from './text-panel.ts';
import { drawTimeseries } from './timeseries.ts';

const RENDERERS: Readonly<Record<string, Renderer>> = {
  timeseries: drawTimeseries,
  graph: drawTimeseries,
  stat: drawStat,
  singlestat: drawStat,
  gauge: drawGauge,
  bargauge: drawBarGauge,
  table: drawTable,
  'table-old': drawTable,
  heatmap: drawHeatmap,
  histogram: drawHistogram,
  'state-timeline': drawStateTimeline,
  'status-history': drawStateTimeline,
  text: drawText,
};

/** What is shown though nothing came back: a value that says so, or a text. */
const SPEAKS_OF_NOTHING = ['stat', 'singlestat', 'gauge', 'bargauge', 'text', 'table'];

/** Whether there is something to draw: answers, or content of its own. */
export const isDrawable = ({ panel, results }: PanelSight): boolean => panel.type === 'text' || results !== undefined;

/** Draws a panel into a place, and says in words what it shows. */
export function drawPanel(place: HTMLElement, { panel, results = [] }: PanelSight): Drawing {
  const renderer = RENDERERS[panel.type] ?? drawValues;
  const empty = results.every(({ series }) => series.length === 0);
  const sight = { panel, results };
  const drawing = empty && !SPEAKS_OF_NOTHING.includes(panel.type) ? nothing(place, panel) : renderer(place, sight);
  const remarks = remarksOn(results);
  if (remarks.length > 0) place.append(element('p', { class: 'remark' }, remarks.join('; ')));
  const what = `${panel.title || 'Panel'}, ${panel.type}`;
  if (panel.type !== 'text' && panel.type !== 'table') {
    place.setAttribute('role', 'group');
    place.setAttribute('aria-label', drawing.summary ? `${what}. ${drawing.summary}` : what);
  }
  for (const canvas of place.querySelectorAll('canvas')) {
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', drawing.summary || what);
  }
  return drawing;
}

function nothing(place: HTMLElement, { fieldConfig }: PanelView): Drawing {
  const text = textOf(objectOf(fieldConfig['defaults'])['noValue']) || 'No data';
  place.append(element('p', { class: 'nothing' }, text));
  return { summary: text };
}

/** Any other kind of panel: the values it would be drawn from. */
const drawValues: Renderer = (place, { panel, results }) => {
  const fields = seriesOf(panel, results);
  place.append(
    element('p', { class: 'remark' }, `Panels of type ${panel.type} are not drawn here; these are their values.`),
    valuesTable(fields),
  );
  return { summary: `${fields.length} series` };
};

/** Every series with its calculations: for those who cannot see the drawing, and for reading exactly. */
export function valuesTable(fields: readonly SeriesField[]): HTMLElement {
  const calcs = ['lastNotNull', 'min', 'max', 'mean'];
  const head = ['Series', 'Last', 'Min', 'Max', 'Mean'].map((name, index) =>
    element('th', { scope: 'col', class: index > 0 ? 'number' : undefined }, name),
  );
  const rows = fields.map((field) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, field.name),
      ...calcs.map((id) => element('td', { class: 'number' }, calculated(field, id))),
    ),
  );
  return element(
    'div',
    { class: 'table-frame', tabindex: 0, role: 'group', 'aria-label': 'Values' },
    element(
      'table',
      { class: 'table' },
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
  );
}
