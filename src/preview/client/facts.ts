import type { PanelView } from '../board.ts';
import { listOf, objectOf, textOf } from '../board.ts';
import { colorNamed } from '../colors.ts';
import { fieldConfigOf } from '../field.ts';
import { webAddress } from '../markdown.ts';
import { boardHref } from '../search-index.ts';
import { formatTick, unitName } from '../units.ts';
import { swatch } from './chart-tooltip.ts';
import { pageData, themeNow } from './context.ts';
import { element } from './dom.ts';
import { markdownElements } from './text-panel.ts';

/** What a panel is, in words: description, unit, thresholds, legend, links, queries. */
export function factsOf(panel: PanelView, open = false): HTMLElement {
  const { unit, decimals, thresholds, noValue, min, max } = fieldConfigOf(panel.fieldConfig, {
    name: '',
    refId: '',
    kind: 'number',
  });
  const legends = [...new Set(panel.targets.map(({ legend }) => legend).filter(Boolean))];
  const value = (number: number) => formatTick(number, unit, Math.abs(number), decimals);
  const steps = thresholds.steps.map(({ value: at, color }) =>
    element(
      'span',
      { class: 'threshold' },
      swatch(colorNamed(color, themeNow())),
      at === undefined ? 'base' : `from ${value(at)}`,
    ),
  );
  const colored = textOf(objectOf(objectOf(panel.fieldConfig['defaults'])['color'])['mode']) === 'thresholds';
  const bounds = [min === undefined ? '' : `from ${value(min)}`, max === undefined ? '' : `to ${value(max)}`].filter(
    Boolean,
  );
  const facts = [
    fact('Type', panel.type),
    panel.targets.length > 0 && fact('Unit', unitName(unit)),
    bounds.length > 0 && fact('Axis', bounds.join(' ')),
    (thresholds.steps.length > 1 || colored) && panel.targets.length > 0 && fact('Thresholds', ...steps),
    legends.length > 0 && fact('Legend', ...legends.map((legend) => element('code', {}, legend))),
    noValue !== undefined && fact('Without data', noValue),
    panel.repeat !== undefined && fact('Repeats', `once for each $${panel.repeat}; shown once here`),
    panel.transformations.length > 0 &&
      fact('Transformed by', panel.transformations.map(({ id }) => textOf(id)).join(', ')),
    ...linkFacts(panel),
  ].filter((one) => one !== false);
  const description = panel.description
    ? element('div', { class: 'description' }, ...markdownElements(panel.description))
    : undefined;
  return element('div', { class: 'facts' }, description, element('dl', {}, ...facts), queriesOf(panel, open));
}

const fact = (name: string, ...values: readonly (Node | string)[]) =>
  element('div', {}, element('dt', {}, name), element('dd', {}, ...values));

function linkFacts(panel: PanelView): readonly HTMLElement[] {
  const overrides = listOf(panel.fieldConfig['overrides']).flatMap(({ properties }) =>
    listOf(properties)
      .filter(({ id }) => id === 'links')
      .flatMap(({ value }) =>
        listOf(value).map((link) => ({ title: textOf(link['title']), url: textOf(link['url']) })),
      ),
  );
  const links = [...panel.links, ...overrides];
  return links.length > 0 ? [fact('Links', ...links.map(({ title, url }) => linkTo(title, url)))] : [];
}

/** A link to a board of this page, or to the web; anything else stays text. */
export function linkTo(title: string, url: string): HTMLElement {
  const uid = /^\/d\/([\w-]+)/.exec(url)?.[1];
  if (uid !== undefined && pageData.boards.some((board) => board.uid === uid)) {
    return element('a', { href: boardHref(uid) }, title);
  }
  const href = webAddress(url);
  if (href === undefined) return element('span', {}, title);
  return element('a', { href, rel: 'noopener noreferrer', target: '_blank' }, title);
}

function queriesOf({ targets }: PanelView, open: boolean): HTMLElement | undefined {
  if (targets.length === 0) return undefined;
  const queries = targets.map(({ refId, expr, legend, instant, format }) => {
    const how = [instant ? 'instant' : 'range', format, legend && `legend ${legend}`].filter(Boolean).join(', ');
    return element('figure', { class: 'query' }, element('figcaption', {}, `${refId}: ${how}`), code(expr));
  });
  return element(
    'details',
    { open },
    element('summary', {}, targets.length > 1 ? `${targets.length} queries` : 'Query'),
    ...queries,
  );
}

export const code = (text: string) => element('pre', { tabindex: 0 }, element('code', {}, text));
