import type { MetricForm } from '../../catalog/facts.ts';
import { contextLabels } from '../../catalog/vocabularies.ts';
import type { Finding } from '../finding.ts';

/** Labels that an option or a context of the handler makes; those of targets do not show on /metrics. */
export function isMadeByHandler(label: string, { fact, labels }: MetricForm): boolean {
  if (labels.includes(label) || label === 'le') return false;
  if (fact.options?.[label]) return true;
  return fact.contexts === true && (contextLabels.includes(label) || label === 'source' || label === 'destination');
}

/** A label that nothing sets on the handler makes. @param evidence where its absence shows, one line each */
export function labelMissing(
  handler: string,
  label: string,
  { fact }: MetricForm,
  evidence: readonly string[],
): Finding {
  const option = fact.options?.[label];
  return {
    code: option ? 'option-missing' : 'context-missing',
    key: option ? `option-missing ${handler} ${option}` : `context-missing ${handler}`,
    severity: 'error',
    summary: option
      ? `The Hubble handler \`${handler}\` makes no label ${label}: its option \`${option}\` is not set.`
      : `The Hubble handler \`${handler}\` does not make all labels that content reads, ${label} among them: what is grouped by them is one nameless series.`,
    evidence,
    remedies: [{ kind: 'command', text: 'ciliascope doctor --values values.yaml --fix fixed.yaml' }],
  };
}
