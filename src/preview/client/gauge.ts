import { colorNamed } from '../colors.ts';
import { boundsOf } from '../display.ts';
import { thresholdAt } from '../thresholds.ts';
import { formattedText } from '../units.ts';
import type { Renderer } from './context.ts';
import { styleColor, themeNow } from './context.ts';
import { element, svgElement } from './dom.ts';
import type { StatValue } from './stat.ts';
import { statSummary, statValues } from './stat.ts';

/** Degrees left of and right of the top that the arc goes. */
const HALF = 110;

/** Arcs from the least to the greatest value, with the thresholds as a ring around. */
export const drawGauge: Renderer = (place, sight) => {
  const values = statValues(sight);
  const markers = sight.panel.options['showThresholdMarkers'] !== false;
  const gauges = values.map((value) =>
    element(
      'div',
      { class: 'gauge' },
      gaugeOf(value, markers),
      values.length > 1 && element('span', { class: 'stat-name' }, value.name),
    ),
  );
  place.append(element('div', { class: 'gauges' }, ...gauges));
  return { summary: statSummary(values) };
};

function gaugeOf(stat: StatValue, markers: boolean): SVGElement {
  const { value, shown, config } = stat;
  // a gauge goes from 0 to 100 where nobody says otherwise
  const [low, high] = boundsOf(config, config.unit === 'percentunit' ? [0, 1] : [0, 100]);
  const share = (at: number) => Math.min(1, Math.max(0, (at - low) / (high - low || 1)));
  const { steps } = config.thresholds;
  const ring = steps.map((step, index) => {
    const next = steps[index + 1];
    const from = share(Math.max(low, thresholdAt(step, config.thresholds, [low, high])));
    const to = next ? share(thresholdAt(next, config.thresholds, [low, high])) : 1;
    return to > from ? arc(from, to, 47, 3, colorNamed(step.color, themeNow())) : undefined;
  });
  const text = formattedText(shown);
  return svgElement(
    'svg',
    { viewBox: '0 0 100 78', class: 'gauge-arc' },
    arc(0, 1, 38, 11, styleColor('track')),
    ...(value === undefined || share(value) === 0 ? [] : [arc(0, share(value), 38, 11, shown.color)]),
    ...(markers ? ring.filter((one) => one !== undefined) : []),
    svgElement(
      'text',
      { x: 50, y: 58, 'text-anchor': 'middle', 'font-size': Math.min(20, 96 / text.length), fill: shown.color },
      text,
    ),
  );
}

/** A stretch of the arc, between two shares of it. */
function arc(from: number, to: number, radius: number, width: number, color: string): SVGElement {
  const point = (share: number) => {
    const angle = ((-90 - HALF + share * 2 * HALF) * Math.PI) / 180;
    return `${50 + radius * Math.cos(angle)} ${52 + radius * Math.sin(angle)}`;
  };
  const large = (to - from) * 2 * HALF > 180 ? 1 : 0;
  const path = `M ${point(from)} A ${radius} ${radius} 0 ${large} 1 ${point(to)}`;
  return svgElement('path', { d: path, fill: 'none', stroke: color, 'stroke-width': width });
}
