import { formIn } from '../../catalog/catalog.ts';
import type { MetricForm } from '../../catalog/facts.ts';
import { handlersOf, labelsNear, labelsOf } from '../../catalog/lookup.ts';
import type { Minor } from '../../catalog/minor.ts';
import { MINORS } from '../../catalog/minor.ts';
import { labelSuggestion } from '../../catalog/mistakes.ts';
import { nearest } from '../../catalog/nearest.ts';
import { contextLabels } from '../../catalog/vocabularies.ts';
import { isTargetLabel } from '../../promql/promql.ts';
import type { Settings } from '../../settings/settings.ts';
import type { CheckInput } from '../check.ts';
import type { SelectorSubject } from '../subject.ts';
import { both, either } from './words.ts';

/** Why the series of a selector do not carry a label, and what to do; undefined when they do, or are unknown. */
export function missingLabel(label: string, subject: SelectorSubject, input: CheckInput): string | undefined {
  const { presence, form, node, record, labels } = subject;
  if (record && labels && !labels.has(label)) return missingInRecord(label, node.name ?? '', labels);
  if (!form || label === '__name__' || subject.labels?.has(label)) return undefined;
  const missing = [...presence].flatMap(([minor, found]) =>
    'forms' in found &&
    !found.forms.some((one) => labelsOf(one, subject.series?.suffix ?? '', input.exposure).has(label))
      ? [minor]
      : [],
  );
  if (missing.length === 0) return undefined;
  const where = missing.length < presence.size ? ` in Cilium ${both(missing)}` : '';
  return `${node.name} carries no label ${label}${where}: ${advice(label, form, subject, missing, input)}`;
}

function missingInRecord(label: string, name: string, labels: ReadonlySet<string>): string {
  const [near] = nearest(label, labels);
  const kept =
    labels.size > 0 ? `the rule that records it keeps ${both(labels)}` : 'the rule that records it keeps none';
  return `${name} carries no label ${label}: ${near ? `did you mean ${near}? ` : ''}${kept}`;
}

function advice(
  label: string,
  form: MetricForm,
  subject: SelectorSubject,
  missing: readonly Minor[],
  { model: { settings }, exposure }: CheckInput,
): string {
  const known = labelSuggestion(form.name, label);
  if (known) return `use ${known}`;
  const context = contextAdvice(label, form, settings);
  if (context) return context;
  if (isTargetLabel(label) || label === settings.clusterLabel) return targetAdvice(label, form, settings);
  if (form.fact.labels.includes(label) && form.fact.handler && !exposure.handlers.has(form.fact.handler)) {
    return `only the Hubble handler ${form.fact.handler} makes it`;
  }
  const own = ownLabels(subject, missing);
  const elsewhere = MINORS.filter((minor) => !missing.includes(minor) && ownLabelsIn(minor, form).includes(label));
  const carries = own.length > 0 ? `its own labels are ${both(own)}` : 'it has no labels of its own';
  if (elsewhere.length > 0) return `only Cilium ${both(elsewhere)} has it, and here ${carries}`;
  const near = labelsNear(label, form, labelsOf(form, subject.series?.suffix ?? '', exposure));
  return near.length > 0 ? `did you mean ${either(near)}?` : carries;
}

/** Hubble labels are made by options of the handler. */
function contextAdvice(label: string, { fact }: MetricForm, { hubble }: Settings): string | undefined {
  const enabled = hubble.metrics.find(({ name }) => handlersOf(fact).includes(name));
  if (!enabled) return undefined;
  const option = fact.options?.[label];
  if (option) return `write ${withOption(enabled.text, option)} in hubble.metrics`;
  if (!fact.contexts) return undefined;
  if (label === 'source' || label === 'destination') {
    return `write ${withOption(enabled.text, `${label}Context=workload`)} in hubble.metrics`;
  }
  return contextLabels.includes(label) ? `write ${withContext(enabled.text, label)} in hubble.metrics` : undefined;
}

function withOption(entry: string, option: string): string {
  return `${entry}${entry.includes(':') ? ';' : ':'}${option}`;
}

function withContext(entry: string, label: string): string {
  const extended = entry.replace(/(labelsContext=[^;]*)/, `$1,${label}`);
  return extended === entry ? withOption(entry, `labelsContext=${label}`) : extended;
}

function targetAdvice(label: string, { component }: MetricForm, { scrape, clusterLabel }: Settings): string {
  if (label === 'cluster' && !clusterLabel) return 'clusterLabel is off in the settings';
  const labels = scrape.labels[component];
  return `targets of component ${component} carry ${both(labels)}; where a relabeling adds it, list it in scrape.labels`;
}

function ownLabels({ presence }: SelectorSubject, minors: readonly Minor[]): readonly string[] {
  const found = minors.map((minor) => presence.get(minor)).find((one) => one !== undefined && 'forms' in one);
  return found && 'forms' in found ? (found.forms[0]?.labels ?? []) : [];
}

function ownLabelsIn(minor: Minor, { component, fact }: MetricForm): readonly string[] {
  return formIn(component, fact, minor)?.labels ?? [];
}
