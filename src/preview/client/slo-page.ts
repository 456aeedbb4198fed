import type { SloView } from '../page-data.ts';
import { alertHref } from '../search-index.ts';
import { pageData } from './context.ts';
import { element } from './dom.ts';

/** Every SLO in plain words. */
export function sloPage(): readonly HTMLElement[] {
  return [
    element(
      'div',
      { class: 'board-head' },
      element('h1', { tabindex: -1 }, 'SLOs'),
      element('p', { class: 'question' }, 'What is promised, what counts against it, and when somebody is called.'),
    ),
    ...pageData.slos.map(sloCard),
  ];
}

function sloCard({ name, objective, period, service, groupBy, explanation, alert, file }: SloView): HTMLElement {
  const [first = '', ...rest] = explanation;
  const per = groupBy.length > 0 ? `, per ${groupBy.join(', ')}` : '';
  return element(
    'article',
    { class: 'entry', id: `entry-${name}`, tabindex: -1, 'aria-labelledby': `title-${name}` },
    element(
      'h2',
      { id: `title-${name}` },
      name,
      element('span', { class: 'badge' }, `${objective} % over ${period}${per}`),
    ),
    element('p', {}, first),
    element('ul', {}, ...rest.map((line) => element('li', {}, line))),
    element(
      'p',
      { class: 'small' },
      `Service ${service}. Alert: `,
      element('a', { href: alertHref(alert) }, alert),
      `. Written in ${file}.`,
    ),
  );
}
