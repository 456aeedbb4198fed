import { webAddress } from '../markdown.ts';
import { pluralOf } from '../numbers.ts';
import type { AlertRuleView, AlertView, ProofReference } from '../page-data.ts';
import { boardHref, sloHref } from '../search-index.ts';
import { pageData } from './context.ts';
import { element } from './dom.ts';
import { code } from './facts.ts';

/** Every alert with its rules, the panel that shows it, its runbook and its proof. */
export function alertPage(): readonly HTMLElement[] {
  const filter = element('input', {
    type: 'search',
    'aria-label': 'Filter alerts',
    placeholder: 'Filter by name, severity or text',
  });
  const cards = pageData.alerts.map(alertCard);
  const count = element('p', { class: 'small', 'aria-live': 'polite' });
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const card of cards) {
      const text = (card.textContent ?? '').toLowerCase();
      card.hidden = !words.every((word) => text.includes(word));
    }
    count.textContent = pluralOf(cards.filter(({ hidden }) => !hidden).length, 'alert');
  };
  filter.addEventListener('input', apply);
  apply();
  return [
    element(
      'div',
      { class: 'board-head' },
      element('h1', { tabindex: -1 }, 'Alerts'),
      element(
        'p',
        { class: 'question' },
        'What somebody is called for, where to look, and the incidents that prove it.',
      ),
      element('div', { class: 'tools' }, filter),
      count,
    ),
    ...cards,
  ];
}

function alertCard(alert: AlertView): HTMLElement {
  const { name, urgency, rules, panel, runbook, slo, ruleSet } = alert;
  const page = webAddress(runbook);
  const links = [
    panel && element('a', { href: boardHref(panel.uid, panel.key) }, `Panel: ${panel.title ?? panel.board}`),
    page && element('a', { href: page, rel: 'noopener noreferrer', target: '_blank' }, 'Runbook'),
    slo !== undefined && element('a', { href: sloHref(slo) }, `SLO: ${slo}`),
  ];
  return element(
    'article',
    { class: 'entry', id: `entry-${name}`, tabindex: -1, 'aria-labelledby': `title-${name}` },
    element('h2', { id: `title-${name}` }, name, element('span', { class: `badge badge-${urgency}` }, urgency)),
    ...summaries(rules).map((summary) => element('p', {}, summary)),
    element('p', { class: 'links' }, ...links),
    ...rules.map((rule) => ruleDetails(rule, labelsThatDiffer(rules))),
    proofOf(alert),
    element('p', { class: 'small' }, `Rule set ${ruleSet}`),
  );
}

const summaries = (rules: readonly AlertRuleView[]) =>
  [...new Set(rules.map(({ summary }) => summary))].filter(Boolean);

/** What tells the rules of an alert apart: windows of an SLO's tiers, or what they are about. */
function labelsThatDiffer(rules: readonly AlertRuleView[]): readonly string[] {
  const names = [...new Set(rules.flatMap(({ labels }) => Object.keys(labels)))];
  return names.filter((name) => new Set(rules.map(({ labels }) => labels[name])).size > 1);
}

function ruleDetails(rule: AlertRuleView, differing: readonly string[]): HTMLElement {
  const { severity, for: hold, expr, description, labels } = rule;
  const told = differing.flatMap((name) => (labels[name] === undefined ? [] : [`${name} ${labels[name]}`]));
  const words = [`severity ${severity || 'none'}`, `for ${hold}`, ...told];
  return element(
    'details',
    {},
    element('summary', {}, words.join(', ')),
    description && element('p', {}, description),
    code(expr),
  );
}

/** Incidents told one by one take much room: they are folded. */
function proofOf({ fires, silent }: AlertView): HTMLElement {
  if (fires.length + silent.length === 0) {
    const whole = pageData.incidents > 0 ? ` It stays silent in all ${pageData.incidents}.` : '';
    return element('p', { class: 'small' }, `No incident makes it fire.${whole}`);
  }
  const words = [
    fires.length > 0 && `fires in ${pluralOf(fires.length, 'incident')}`,
    silent.length > 0 && `named silent in ${silent.length}`,
  ];
  return element(
    'details',
    {},
    element('summary', {}, `Proof: ${words.filter(Boolean).join(', ')}`),
    ...list('Must fire', fires),
    ...list('Must stay silent', silent),
  );
}

function list(title: string, incidents: readonly ProofReference[]): readonly HTMLElement[] {
  if (incidents.length === 0) return [];
  const items = incidents.map(({ name, title: words }) => element('li', {}, element('code', {}, name), ` ${words}`));
  return [element('p', { class: 'small' }, title), element('ul', {}, ...items)];
}
