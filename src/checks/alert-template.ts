import type { CheckInput, Finding } from './check.ts';
import { queryCheck } from './check.ts';
import type { QueryText } from './subject.ts';
import { whyGone } from './support/gone.ts';

/** Spellings that templates do not know; `label` and `value` are functions when something is piped into them. */
const TYPOS: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/\$(?:label|Labels?)\b/, '$labels'],
  [/(?<![\w.$])labels?\.\w/, '$labels'],
  [/\$(?:values|Values?)\b/, '$value'],
  [/^\s*value\s*(?:\||$)/, '$value'],
];

export const alertTemplate = queryCheck({
  code: 'alert-template',
  severity: 'error',
  summary:
    'A label the expression drops is empty in the page that wakes someone, and a template fault replaces the whole text.',
  remediation:
    'Keep the label in the aggregation, or take it out of the text. Templates read `{{ $labels.x }}` and `{{ $value }}`.',
  *check(text, { query }, input) {
    if (query.use !== 'alerting' || !text.root) return;
    for (const template of query.texts ?? []) {
      yield* typos(template);
      yield* labels(template, text, input);
    }
  },
});

function* typos(template: string): Iterable<Finding> {
  const opened = template.split('{{').length;
  if (opened !== template.split('}}').length) yield { message: `"${template}" opens a {{ that it does not close` };
  for (const [whole, body = ''] of actions(template)) {
    for (const [wrong, right] of TYPOS) {
      if (wrong.test(withoutStrings(body))) yield { message: `${whole} is no template of Prometheus: write ${right}` };
    }
  }
  for (const [name] of template.replaceAll(/\{\{.*?\}\}/gs, '').matchAll(/\$(?:labels\.\w+|value)\b/g)) {
    yield { message: `${name} stands outside of {{ }}, and is printed as it is` };
  }
}

function* labels(template: string, text: QueryText, input: CheckInput): Iterable<Finding> {
  for (const [, body = ''] of actions(template)) {
    for (const [, label = ''] of body.matchAll(/(?:\$labels?|\.Labels)\.(\w+)/g)) {
      const reason = text.root && whyGone(label, text.root, text, input);
      if (reason) yield { message: `the text names $labels.${label}, but ${reason}` };
    }
  }
}

function actions(template: string): Iterable<RegExpMatchArray> {
  return template.matchAll(/\{\{-?(.*?)-?\}\}/gs);
}

function withoutStrings(body: string): string {
  return body.replaceAll(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""');
}
