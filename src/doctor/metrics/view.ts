import { familiesNamed, parseSeries } from '../../catalog/catalog.ts';
import type { Component, MetricForm } from '../../catalog/facts.ts';
import { handlersOf } from '../../catalog/lookup.ts';
import type { Minor } from '../../catalog/minor.ts';
import { MINORS } from '../../catalog/minor.ts';
import { contextLabels, handlers } from '../../catalog/vocabularies.ts';
import type { Read } from '../../contract/reads.ts';
import type { Finding } from '../finding.ts';
import type { Look, View } from '../view.ts';
import type { ExposedSeries, Exposition } from './exposition.ts';

/** Handlers that count every packet: where they are on, there is something. */
const ALWAYS_COUNTING = ['flow', 'tcp', 'port-distribution'];
/** Handlers that see only what an L7 policy sends through the proxy (Cilium documentation, Layer 7 Protocol Visibility). */
const OF_THE_PROXY = ['dns', 'http', 'httpV2', 'kafka'];

/**
 * What processes show on /metrics. Says nothing of processes whose output was not given, and nothing of labels that
 * scraping adds. A counter that no event has made yet is normal.
 */
export function metricsView(expositions: readonly Exposition[], source: string): View {
  const series = merged(expositions);
  const seen = componentsIn(series);
  return {
    source,
    minors: minorsIn(expositions),
    findings: [],
    look: (read) => lookAt(read, series, seen, source),
  };
}

type Shown = ReadonlyMap<string, ExposedSeries>;

function lookAt(read: Read, series: Shown, seen: ReadonlySet<Component>, source: string): Look {
  const forms = read.forms.filter(({ component }) => seen.has(component));
  const [form] = forms;
  if (!form) return { state: 'unknown' };
  const shown = series.get(read.series);
  if (!shown) return { state: 'gone', causes: [whyGone(read, form, series, source)] };
  const missing = [...read.labels].filter((label) => !shown.labels.has(label) && isMadeByHandler(label, form));
  const [handler = ''] = handlersOf(form.fact);
  return missing.length === 0
    ? { state: 'there' }
    : { state: 'wrong', causes: missing.map((label) => labelMissing(handler, label, form, source)) };
}

/** Labels that an option or a context of the handler makes; those of targets do not show on /metrics. */
function isMadeByHandler(label: string, { fact, labels }: MetricForm): boolean {
  if (labels.includes(label) || label === 'le') return false;
  if (fact.options?.[label]) return true;
  return fact.contexts === true && (contextLabels.includes(label) || label === 'source' || label === 'destination');
}

function labelMissing(handler: string, label: string, { fact }: MetricForm, source: string): Finding {
  const option = fact.options?.[label];
  return {
    code: option ? 'option-missing' : 'context-missing',
    key: option ? `option-missing ${handler} ${option}` : `context-missing ${handler}`,
    severity: 'error',
    summary: option
      ? `The Hubble handler \`${handler}\` makes no label ${label}: its option \`${option}\` is not set.`
      : `The Hubble handler \`${handler}\` does not make all labels that content reads, ${label} among them: what is grouped by them is one nameless series.`,
    evidence: [`${source}: ${fact.name} has no label ${label}`],
    remedies: [{ kind: 'command', text: 'ciliascope doctor --values values.yaml --fix fixed.yaml' }],
  };
}

function whyGone({ family, series: name }: Read, { fact }: MetricForm, shown: Shown, source: string): Finding {
  const evidence = [`${source}: no ${name}`];
  if (fact.handler) return handlerGone(handlersOf(fact), family, shown, evidence);
  if (fact.off) {
    const toggle = fact.switch?.helm === 'prometheus.metrics';
    return {
      code: 'metric-off',
      key: `metric-off ${fact.name}`,
      severity: toggle ? 'error' : 'note',
      summary: toggle
        ? `${fact.name} is off by default, and nothing switches it on.`
        : `${fact.name} exists only with ${fact.switch ? `\`${fact.switch.helm}\`: ${fact.switch.value}` : 'the feature it belongs to'}.`,
      evidence,
      remedies: toggle
        ? [{ kind: 'cilium-values', path: ['prometheus', 'metrics'], value: [fact.switch?.value ?? `+${fact.name}`] }]
        : [],
    };
  }
  return neverSeen(family, evidence);
}

function handlerGone(makers: readonly string[], family: string, shown: Shown, evidence: readonly string[]): Finding {
  const [handler = ''] = makers;
  if (handler === 'httpV2' && shown.has('hubble_http_responses_total')) {
    return {
      code: 'handler-v1',
      key: 'handler-v1',
      severity: 'error',
      summary: 'The Hubble handler `http` is enabled, and not `httpV2`.',
      evidence: [...evidence, 'hubble_http_responses_total is there, which only http makes'],
      remedies: [{ kind: 'advice', text: 'list httpV2 in hubble.metrics.enabled, in the place of http' }],
    };
  }
  const siblings = handlers.find(({ name }) => name === handler)?.metrics ?? [];
  if (siblings.some((sibling) => [...shown.keys()].some((name) => parseSeries(name)?.family === sibling))) {
    return neverSeen(family, evidence);
  }
  if (OF_THE_PROXY.includes(handler)) {
    return {
      code: 'l7-policy-needed',
      key: `l7-policy-needed ${handler}`,
      severity: 'warning',
      summary: `The Hubble handler \`${handler}\` has counted nothing: it is not enabled, or no L7 policy sends traffic through the proxy.`,
      evidence,
      remedies: [
        {
          kind: 'advice',
          text: `see that hubble.metrics.enabled lists ${handler}, and that a policy has rules for ${handler === 'dns' ? 'dns' : 'http'}`,
        },
      ],
    };
  }
  const certain = ALWAYS_COUNTING.includes(handler);
  return {
    code: certain ? 'handler-missing' : 'no-traffic',
    key: `${certain ? 'handler-missing' : 'no-traffic'} ${handler}`,
    severity: certain ? 'error' : 'note',
    summary: certain
      ? `The Hubble handler \`${handler}\` is not enabled: any traffic at all would show.`
      : `The Hubble handler \`${handler}\` has counted nothing: it is not enabled, or nothing of its kind has happened.`,
    evidence,
    remedies: [{ kind: 'advice', text: `see that hubble.metrics.enabled lists ${handler}` }],
  };
}

function neverSeen(family: string, evidence: readonly string[]): Finding {
  return {
    code: 'never-seen',
    key: `never-seen ${family}`,
    severity: 'note',
    summary: `${family} is not there yet: it comes with the first event it counts.`,
    evidence,
    remedies: [],
  };
}

function merged(expositions: readonly Exposition[]): Shown {
  const all = new Map<string, { count: number; labels: Map<string, number> }>();
  for (const { series } of expositions) {
    for (const [name, { count, labels }] of series) {
      const of = all.get(name) ?? { count: 0, labels: new Map<string, number>() };
      all.set(name, of);
      of.count += count;
      for (const [label, filled] of labels) of.labels.set(label, (of.labels.get(label) ?? 0) + filled);
    }
  }
  return all;
}

/** Processes that were looked at: those that some family is of alone. */
function componentsIn(series: Shown): ReadonlySet<Component> {
  const found = new Set<Component>();
  for (const name of series.keys()) {
    const owners = familiesNamed(parseSeries(name)?.family ?? name);
    const [only, ...others] = owners;
    if (only && others.length === 0) found.add(only.component);
  }
  return found;
}

function minorsIn(expositions: readonly Exposition[]): readonly Minor[] {
  const versions = expositions.flatMap((exposition) => exposition.versions);
  return MINORS.filter((minor) => versions.some((version) => version.startsWith(`${minor}.`)));
}
