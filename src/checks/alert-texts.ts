import { ruleCheck } from './check.ts';

export const alertTexts = ruleCheck({
  code: 'alert-texts',
  severity: 'error',
  summary:
    'An alert that does not say what is wrong, whom it hits and what to do costs the reader the minutes it should save.',
  remediation:
    'Summary: one sentence that is the same for every alert of the rule. Description: who and how much, by templates. And a runbook.',
  *check({ rule }) {
    if (rule.kind !== 'alerting') return;
    const { summary = '', description = '', runbook_url: runbook = '' } = rule.annotations;
    if (!/^[A-Z].*\.$/s.test(summary))
      yield { message: `the summary "${summary}" is no sentence from a capital letter to a full stop` };
    if (summary.includes('{{'))
      yield {
        message: 'the summary has a template: notifications are grouped and told apart by it, so it must not change',
      };
    if (description.trim() === '') yield { message: 'there is no description' };
    if (!URL.canParse(runbook))
      yield { message: `"${runbook}" is no address of a runbook: see runbookBase in the settings` };
    for (const [label, value] of Object.entries(rule.labels)) {
      if (value.includes('{{'))
        yield {
          message: `the label ${label} has a template: an alert whose labels change is another alert, and never holds its \`for\``,
        };
    }
  },
});
