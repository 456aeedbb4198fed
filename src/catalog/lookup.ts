import { families, familiesNamed, formIn, parseSeries } from './catalog.ts';
import patternFile from './data/patterns.json' with { type: 'json' };
import type { Exposure } from './exposure.ts';
import type { Component, MetricFact, MetricForm } from './facts.ts';
import type { Minor } from './minor.ts';
import { MINORS } from './minor.ts';
import { labelSuggestion, nameSuggestion } from './mistakes.ts';
import { nearest } from './nearest.ts';
import { handlers } from './vocabularies.ts';

/** Why a series is not there. `use` is what to write or set instead, when one answer is known. */
export type Absence =
  | { readonly kind: 'unknown-metric'; readonly name: string; readonly near: readonly string[]; readonly use?: string }
  | { readonly kind: 'wrong-minor'; readonly name: string; readonly exists: readonly Minor[]; readonly use?: string }
  | { readonly kind: 'switched-off'; readonly name: string; readonly use: string }
  | {
      readonly kind: 'handler-missing';
      readonly name: string;
      readonly handlers: readonly string[];
      readonly use?: string;
    };

export type Presence =
  | { readonly forms: readonly MetricForm[]; readonly unverified: boolean }
  | { readonly absent: Absence };

const answers = new WeakMap<Exposure, Map<string, Presence>>();

/**
 * Does this series exist in that minor with these settings? Answers with the form (or forms, when several components
 * share the name) it takes, or with the reason why not and what replaced it.
 */
export function lookupSeries(series: string, minor: Minor, exposure: Exposure): Presence {
  const known = answers.get(exposure) ?? new Map<string, Presence>();
  answers.set(exposure, known);
  const key = `${minor} ${series}`;
  const presence = known.get(key) ?? lookupFresh(series, minor, exposure);
  known.set(key, presence);
  return presence;
}

function lookupFresh(series: string, minor: Minor, exposure: Exposure): Presence {
  const parsed = parseSeries(series);
  if (!parsed) return isPatterned(series) ? { forms: [], unverified: true } : { absent: unknownMetric(series) };
  const named = familiesNamed(parsed.family);
  const handlerNames = new Set(exposure.handlers.keys());
  const forms: MetricForm[] = [];
  for (const { component, fact } of named) {
    const form = formIn(component, fact, minor, handlerNames);
    if (form && suffixFits(parsed.suffix, form)) forms.push(form);
  }
  if (forms.length === 0) return { absent: wrongMinor(series, named, parsed.suffix) };
  const reasons = forms.map((form) => withheld(series, form, exposure));
  const exposed = forms.filter((_, index) => reasons[index] === undefined);
  const [reason] = reasons;
  if (exposed.length === 0 && reason) return { absent: reason };
  return { forms: exposed, unverified: exposed.every(({ fact }) => !fact.minors.includes(minor)) };
}

const patterns = patternFile.rows.map(({ pattern }) => new RegExp(pattern));

/** Families with a variable part in their name, such as Envoy's statistics of each secret: known to occur, not which. */
function isPatterned(series: string): boolean {
  return patterns.some((pattern) => pattern.test(series));
}

/** Labels a form carries under the settings: its own, those of the Hubble context, and those of its target. */
export function labelsOf(form: MetricForm, suffix: string, exposure: Exposure): ReadonlySet<string> {
  const labels = new Set([...form.labels, ...exposure.targetLabels[form.component], ...exposure.globalLabels]);
  if (suffix === '_bucket') labels.add('le');
  for (const name of handlersOf(form.fact)) {
    const handler = exposure.handlers.get(name);
    if (!handler) continue;
    if (form.fact.contexts) for (const label of handler.labels) labels.add(label);
    for (const [label, option] of Object.entries(form.fact.options ?? {})) {
      if (handler.options.has(option)) labels.add(label);
    }
  }
  return labels;
}

/** Hubble handlers that make a family, the usual one first; empty for other components. */
export function handlersOf({ name, handler }: MetricFact): readonly string[] {
  return handler ? (handlersByMetric.get(`${handler} ${name}`) ?? [handler]) : [];
}

/** `usual-handler metric` to every handler that makes the metric. */
const handlersByMetric = new Map(
  handlers.flatMap(({ name, metrics }) =>
    metrics.map((metric) => {
      const others = handlers.filter((other) => other.name !== name && other.metrics.includes(metric));
      return [`${name} ${metric}`, [name, ...others.map((other) => other.name)]] as const;
    }),
  ),
);

/** Labels with a name like the wanted one, the known right answer first. */
export function labelsNear(label: string, form: MetricForm, known: Iterable<string>): readonly string[] {
  const suggestion = labelSuggestion(form.name, label);
  return suggestion ? [suggestion] : nearest(label, known);
}

function suffixFits(suffix: string, form: MetricForm): boolean {
  if (suffix === '') return form.type === 'counter' || form.type === 'gauge' || form.type === 'summary';
  return form.type === 'histogram' || (form.type === 'summary' && suffix !== '_bucket');
}

function withheld(series: string, { fact }: MetricForm, exposure: Exposure): Absence | undefined {
  const handlers = handlersOf(fact);
  if (handlers.length > 0 && !handlers.some((name) => exposure.handlers.has(name))) {
    const use = nameSuggestion(series);
    return { kind: 'handler-missing', name: series, handlers, ...(use ? { use } : {}) };
  }
  if (fact.off && !exposure.switchedOn.has(fact.name)) {
    const use = fact.switch ? `${fact.switch.helm}: ${fact.switch.value}` : 'the feature it belongs to';
    return { kind: 'switched-off', name: series, use };
  }
  return undefined;
}

function unknownMetric(series: string): Absence {
  const use = nameSuggestion(series);
  const near = use ? [] : nearest(series, seriesNames());
  return { kind: 'unknown-metric', name: series, near, ...(use ? { use } : {}) };
}

function wrongMinor(
  series: string,
  named: readonly { readonly component: Component; readonly fact: MetricFact }[],
  suffix: string,
): Absence {
  const exists = MINORS.filter((minor) =>
    named.some(({ component, fact }) => {
      const form = formIn(component, fact, minor);
      return form !== undefined && suffixFits(suffix, form);
    }),
  );
  const use = nameSuggestion(series) ?? named.find(({ fact }) => fact.successor)?.fact.successor ?? predecessor(series);
  return { kind: 'wrong-minor', name: series, exists, ...(use ? { use } : {}) };
}

/** Before a family appeared, the one it replaced is what to query. */
function predecessor(series: string): string | undefined {
  return families.find(({ fact }) => fact.successor === series && fact.minors.length > 0)?.fact.name;
}

let cachedNames: readonly string[] | undefined;

function seriesNames(): readonly string[] {
  cachedNames ??= families.flatMap(({ fact }) =>
    fact.type === 'histogram' ? [`${fact.name}_bucket`, `${fact.name}_sum`, `${fact.name}_count`] : [fact.name],
  );
  return cachedNames;
}
